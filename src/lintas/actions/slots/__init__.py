"""Looking for rooms and days that are free."""
