"""Exports of other booking systems, read into rows of a plan."""
