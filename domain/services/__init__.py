"""One function per command. Each takes an open transaction, checks who asks, and never commits."""
