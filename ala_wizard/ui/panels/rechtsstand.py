"""All legal values of the Stichtag: used, missing, the user's own; files with new ones."""

from __future__ import annotations

FILTERS = ("rechnung", "alle", "fehlt", "eigene")
OWNER = "overrides["
