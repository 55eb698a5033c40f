"""Conversations in messages: what is heard, what it follows up, and what becomes of the answer."""
