"""What kiosk, counter and display share in a terminal."""
