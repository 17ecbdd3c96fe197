"""What it costs, beside its baseline."""
