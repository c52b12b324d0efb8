"""The memory: Piccolo inside, domain objects outside."""
