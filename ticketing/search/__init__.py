"""Finding a procedure in people's own words: what was typed, what it can mean, and what comes first."""
