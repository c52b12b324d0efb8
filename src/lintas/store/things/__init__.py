"""Tools, what rooms cost, and when venues change hands, kept."""
