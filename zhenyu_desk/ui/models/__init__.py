"""Table models over read rows."""
