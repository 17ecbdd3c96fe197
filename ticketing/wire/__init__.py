"""Every frame that the rooms exchange, and how it becomes bytes."""
