"""Stories of calendars by e-mail."""
