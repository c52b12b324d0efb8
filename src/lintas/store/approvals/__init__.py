"""Steps of approval, queues and claims, kept."""
