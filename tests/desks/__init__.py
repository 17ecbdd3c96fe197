"""One scenario at a counter, lived through every desk there is."""
