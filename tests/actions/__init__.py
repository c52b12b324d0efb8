"""The verbs, on both engines."""
