"""What Lintas promises, tried."""
