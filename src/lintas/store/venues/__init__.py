"""Places, their rooms and closures, kept. Everybody with an account reads the first two."""
