"""How all-MiniLM-L6-v2 runs without a model hub, without torch and without a network."""
