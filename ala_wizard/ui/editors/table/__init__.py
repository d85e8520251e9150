"""The table editor: rows of the case as a real table, edited with the keyboard or the mouse."""
