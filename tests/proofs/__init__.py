"""Proofs of the one promise: nothing is held twice, by any path, under any load."""
