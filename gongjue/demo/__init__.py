"""What does the demo city look like? Invented people in real streets; nothing here runs in production."""
