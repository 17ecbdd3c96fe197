"""The ground floor: what a ticket is and may become, without I/O, clock or random source."""
