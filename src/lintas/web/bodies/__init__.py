"""What arrives in requests: its kinds, and how it is read."""
