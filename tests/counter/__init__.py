"""The clerk's desk, over the link's twin and a whole office in memory."""
