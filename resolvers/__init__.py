"""How is each field answered? Reads use the actor's selects, commands open one transaction; no law here."""
