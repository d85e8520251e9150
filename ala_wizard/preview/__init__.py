"""The papers as they stand now, page by page, while somebody writes: asked by wishes, told by answers."""
