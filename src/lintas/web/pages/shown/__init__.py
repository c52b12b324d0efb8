"""What templates are given: plain values made of what is kept."""
