"""What governments share: programs offered, adopted and followed up, and seats kept free."""
