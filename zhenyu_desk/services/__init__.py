"""The verbs of the ledger: input, rule, table, and what changed."""
