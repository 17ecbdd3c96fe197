"""What it costs, beside the floor it stands on."""
