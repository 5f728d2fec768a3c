"""How do I run it? The command line, the settings, the embedded servers and the demo city."""
