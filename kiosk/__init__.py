"""The front door: a citizen picks a field and takes a ticket."""
