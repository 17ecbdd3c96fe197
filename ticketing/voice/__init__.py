"""How calls are said aloud: numbers in words, whole announcements, and whose turn it is."""
