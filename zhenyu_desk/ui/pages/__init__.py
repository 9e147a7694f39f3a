"""The pages of the rail, one file each."""
