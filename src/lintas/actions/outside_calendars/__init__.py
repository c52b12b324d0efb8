"""Calendars that others keep elsewhere: added, read, and taken away."""
