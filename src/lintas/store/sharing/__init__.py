"""What governments share, kept: offers, follow-ups, the catalogue, seats kept free."""
