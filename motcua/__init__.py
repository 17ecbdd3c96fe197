"""The porch: the one command, and the demo."""
