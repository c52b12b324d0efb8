"""What is taught, its runs, and who is enrolled."""
