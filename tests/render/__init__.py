"""Words and calendar entries."""
