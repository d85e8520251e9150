"""Editors: one widget for one typed value, whatever its kind."""
