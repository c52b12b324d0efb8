"""How people come in, and who lets them."""
