"""What is done with messages once they are there."""
