"""Tests of what the rooms in a terminal share."""
