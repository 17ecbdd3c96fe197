"""Weeks of an office in minutes: what of a server grows with them."""
