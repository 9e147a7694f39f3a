"""The rules of the ledger: pure functions and values, no files, clock, database or window."""
