"""Asking for rooms, and what becomes of it, for programs."""
