"""Spelling in the window: one service with a thread of its own, marks in the text fields, and the menu that helps."""
