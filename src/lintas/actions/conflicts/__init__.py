"""Verbs on conflicts."""
