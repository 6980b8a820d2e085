"""The two loops of the path of an article: prepare and detect."""
