"""Draw cards and do what their buttons say."""
