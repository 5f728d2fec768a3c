"""The law at its exact boundaries: a table per article, properties, and a second counter written another way."""
