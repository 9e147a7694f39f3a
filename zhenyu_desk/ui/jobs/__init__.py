"""Work done off the screen's thread."""
