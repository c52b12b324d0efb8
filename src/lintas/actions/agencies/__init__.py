"""Governments and their agencies, registered and changed."""
