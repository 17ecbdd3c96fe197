"""The parts that the kiosk's screens are made of."""
