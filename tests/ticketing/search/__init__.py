"""Tests of the search in people's own words."""
