"""Tests of the journal and its engines."""
