"""Programs of others that read calendars, as they are installed here, and what they show."""
