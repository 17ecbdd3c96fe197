"""The porch: the one command, the demo, and its simulated citizens."""
