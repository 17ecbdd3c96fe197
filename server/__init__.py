"""The engine room: the single writer, its journal, and the sockets and pages around it."""
