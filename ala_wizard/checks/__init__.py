"""Findings as data: what is open, what contradicts itself, what the authority will ask."""
