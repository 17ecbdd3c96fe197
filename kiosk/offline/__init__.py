"""What the kiosk does while its server is out of reach, and how its tickets come on record afterwards."""
