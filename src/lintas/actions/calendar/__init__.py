"""What the country's calendar says that no decree fixes ahead."""
