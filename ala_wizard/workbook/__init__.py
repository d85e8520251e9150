"""The calculation as a spreadsheet with live formulas, and the way back: changed inputs as a list of differences."""
