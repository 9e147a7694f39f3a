"""Figures and rows in, PDF out (ReportLab); knows no database. Start at blocks.Blocks and document.build."""
