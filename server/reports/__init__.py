"""What an office can read from its journal afterwards."""
