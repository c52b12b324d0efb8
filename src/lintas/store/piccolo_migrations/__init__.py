"""The schema's history, oldest first by ID. What has been released is never changed again."""
