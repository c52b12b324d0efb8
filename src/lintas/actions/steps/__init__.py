"""Parts of stories, run inside the transaction of the action that calls them."""
