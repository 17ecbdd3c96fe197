"""Tests of the waiting room wall."""
