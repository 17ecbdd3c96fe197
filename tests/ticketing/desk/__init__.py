"""The one model of the clerk's desk: keys, questions, sentences, and the commands they make."""
