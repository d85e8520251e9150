"""Rows of the case as cards: work areas with their steps, goals with their five letters."""
