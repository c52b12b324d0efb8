"""A room's week, what is written into it, and when it is shut."""
