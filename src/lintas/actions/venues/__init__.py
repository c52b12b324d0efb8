"""Verbs on places, rooms and closures."""
