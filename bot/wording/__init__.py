"""What a reader is told of overviews; each file speaks of one kind, in the parts of `replies`."""
