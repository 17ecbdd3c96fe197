"""The stairs: the reconnecting client that kiosk, counter and display share."""
