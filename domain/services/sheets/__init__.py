"""How does a register come from Excel and go back? Every faulty cell is named; what is exported can be read again."""
