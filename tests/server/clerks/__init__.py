"""Tests of the book of people and of their sessions."""
