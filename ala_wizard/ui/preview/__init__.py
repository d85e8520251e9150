"""The right pane's live preview: the real page of the real paper beside the text."""
