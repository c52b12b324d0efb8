"""What Indonesians read."""
