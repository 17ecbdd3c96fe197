"""What a citizen sees, one module a screen."""
