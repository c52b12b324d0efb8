"""Verbs on requests and their sessions."""
