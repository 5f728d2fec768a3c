"""The dated changes, oldest first."""
