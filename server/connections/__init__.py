"""The doors of the server: whose connection has a place, how long it may take, and what every answer says."""
