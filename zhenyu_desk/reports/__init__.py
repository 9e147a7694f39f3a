"""Figures and rows in, PDF out (ReportLab); knows no database. Start at blocks.Blocks and document.build."""

# Here, for Python imports a package once, before its modules and under its lock: two threads that begin with modules
# of ReportLab at the same time get half-made ones.
from reportlab import platypus

__all__ = ["platypus"]
