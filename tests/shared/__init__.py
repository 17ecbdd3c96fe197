"""Cases that Python and the scripts of web/ must both pass, for each is written in both languages."""
