"""Messages after they were written: sent, read, or still on their way."""
