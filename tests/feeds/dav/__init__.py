"""Calendar accounts, as clients ask for them."""
