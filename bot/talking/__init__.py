"""When the bot speaks up and when it holds its tongue; no Discord types, no library."""
