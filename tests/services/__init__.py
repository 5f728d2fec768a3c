"""Commands, documents, sheets and messages."""
