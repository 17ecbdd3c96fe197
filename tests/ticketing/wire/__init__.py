"""Tests of the frames and of their bytes."""
