"""The record of everything that has happened in an office, and the truth about it."""
