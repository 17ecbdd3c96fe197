"""The day told afterwards."""
