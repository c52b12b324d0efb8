"""Addresses of published calendars, and what is in them."""
