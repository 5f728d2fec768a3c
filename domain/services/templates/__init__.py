"""What do we say to people? Jinja2 texts for messages and notices, and one typed function for each."""
