"""What becomes of the audit trail once it is written."""
