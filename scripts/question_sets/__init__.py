"""Public question sets into BEIR's layout; scripts/fetch_set.py is their command."""
