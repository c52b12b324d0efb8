"""The door for browsers and programs."""
