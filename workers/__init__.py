"""What happens when nobody asks? A clock selects what is due; thin, idempotent actors do it."""
