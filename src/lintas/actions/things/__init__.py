"""What is done with tools, with what rooms cost, and with venues that change hands."""
