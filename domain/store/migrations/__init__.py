"""How did the tables come to be? One dated file per change; `migrate.upgrade` runs them."""
