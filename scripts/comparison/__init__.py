"""What scripts/compare.py runs in its own environment."""
