"""The standard workbook 标准台账.xlsx: its sheets and columns, written and read by the same definitions."""
