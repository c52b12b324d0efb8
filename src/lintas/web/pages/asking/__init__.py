"""Asking for a room: the form, the check before, the ways out."""
