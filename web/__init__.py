"""The board in a browser: plain pages, scripts and letters that the server serves as they lie here."""
