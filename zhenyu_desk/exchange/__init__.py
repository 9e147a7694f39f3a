"""Sheets and files that others read or write: the standard workbook, plain lists, the figures file. Knows
no database.
"""
