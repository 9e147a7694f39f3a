"""The ledger file: the only package that sees SQL."""
