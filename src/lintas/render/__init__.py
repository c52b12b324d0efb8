"""The words people read: catalogues, findings in their language, calendar entries."""
