"""Calendars that others keep elsewhere, kept."""
