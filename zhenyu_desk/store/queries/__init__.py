"""Reads for a page, a paper or an export: select in, frozen rows out."""
