"""People, registered and changed."""
