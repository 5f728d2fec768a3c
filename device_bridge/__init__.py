"""What did the card reader say? Stands alone beside the reader and imports nothing of the server."""
