"""Calendars by e-mail, kept."""
