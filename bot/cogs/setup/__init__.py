"""/setup: a server's settings in one panel, what stands in the bot's way, and who changed what."""
