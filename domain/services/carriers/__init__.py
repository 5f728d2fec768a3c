"""Who takes a message to a phone? A carrier sends one text; a failure says whether trying again makes sense."""
