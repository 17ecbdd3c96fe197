"""What hands, keyboards and scanners say to the kiosk."""
