"""/daily: a server's daily post, set up and shown."""
