"""Programs, their batches and who is enrolled, kept."""
