"""The memory, on both engines."""
