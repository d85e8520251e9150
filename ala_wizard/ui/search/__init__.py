"""Finding and looking up: the palette of Strg+K and the reader of words and laws."""
