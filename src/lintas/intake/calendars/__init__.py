"""Other people's calendars, of which nothing is kept but when they are busy."""
