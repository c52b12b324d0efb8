"""Batches: listed, looked at; who is in them is `lintas.web.pages.enrolling`."""

from lintas.web.pages.batches.listing import show_batches
from lintas.web.pages.batches.looking import show_batch

BATCHES = (show_batches, show_batch)
