"""One promise each, through the door."""
