"""What did the card reader say? Stands alone beside the reader and imports nothing of the server."""

__version__ = "0.1.0"
