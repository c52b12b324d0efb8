"""Schedules of batches, published in numbered versions."""
