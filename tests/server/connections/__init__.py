"""Tests of the doors of the server."""
