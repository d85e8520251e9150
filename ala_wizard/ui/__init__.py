"""The window: everything that draws and listens. The only package, with `app.py`, that imports Qt."""
