"""What the library could not answer, and what members answered instead."""
