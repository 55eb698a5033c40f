"""What the bot does in Discord, one file for each thing."""
