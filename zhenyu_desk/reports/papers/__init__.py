"""The office's other papers: slips for units, sheets for visits, the dossier of a firm, a leader's hand-over list."""
