"""What is true, what may happen? Rules know no store, the store knows no services, and nothing here knows GraphQL."""
