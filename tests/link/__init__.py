"""Tests of the stairs."""
