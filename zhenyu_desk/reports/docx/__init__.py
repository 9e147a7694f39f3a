"""The same papers as .docx, to be changed by hand in WPS or Word: same text, tables, fonts and page geometry."""
