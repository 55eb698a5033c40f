"""What scripts/keyword_engines.py runs in its own environment."""
