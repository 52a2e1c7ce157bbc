"""Looking ahead: the coming weeks really solved, and everything that has to be decided in them."""
