"""Tests of the printing corner."""
