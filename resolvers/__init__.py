"""How is each field answered? Reads go through the actor's selects, commands open one transaction; nothing here knows the law."""
