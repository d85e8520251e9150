"""The timetable of a week: grid, blocks, the small form of one block."""
