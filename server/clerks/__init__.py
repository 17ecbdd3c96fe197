"""The people who work here: who they are, their PINs, their lock-outs and their sessions."""
