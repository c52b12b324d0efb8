"""Every environment variable, read once when a process starts."""
