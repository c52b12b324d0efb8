"""Verbs on what governments agreed."""
