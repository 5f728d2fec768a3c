"""What does the API look like? One GraphQL schema; each module binds one noun to its resolvers and holds no logic."""
