"""Verbs on the calendars that people subscribe to."""
