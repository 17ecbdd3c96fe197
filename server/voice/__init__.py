"""The voice of the office: packs of recorded clips, the joining of them, and one speaker in a room."""
