"""The demo: real places, invented people, and a story told through the actions themselves."""
