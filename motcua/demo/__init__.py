"""The demo: a whole office in one terminal, and the simulated morning that it may live."""
