"""Behaviour through the real thing: a real PostgreSQL, a real Valkey, a real server."""
