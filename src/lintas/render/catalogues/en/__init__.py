"""What English readers read: plainer, and as complete."""
