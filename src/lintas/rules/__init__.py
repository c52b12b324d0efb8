"""The laws: what makes a plan clash, and the ways out."""
