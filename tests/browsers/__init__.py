"""A real browser for the stories."""
