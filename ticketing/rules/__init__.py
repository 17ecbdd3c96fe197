"""What the office's rules are, by subject: each file decides its commands and folds its events."""
