"""What one may do with an answer: its buttons, and sources of what a member said."""
