"""Overviews: what a topic's passages say, chosen and grouped, in their own words."""
