"""The clerk's desk, over a fake link and a whole office in memory."""
