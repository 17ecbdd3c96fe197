"""The whole program as its users run it: real processes, real sockets, a real file."""
