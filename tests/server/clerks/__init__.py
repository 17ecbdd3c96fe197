"""Tests of the register of people and of their sessions."""
