"""The verbs: one story, one file, one transaction."""
