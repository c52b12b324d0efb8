"""What is known better than estimated of the ways that trainers go."""
