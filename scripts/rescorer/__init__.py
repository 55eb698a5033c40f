"""The parts of scripts/train_rescorer.py."""
