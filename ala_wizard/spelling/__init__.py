"""German spelling, offline: which words a text has, which of them are known, and what else they could be."""
