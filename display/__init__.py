"""The waiting room wall: who goes where, on the screen and aloud."""
