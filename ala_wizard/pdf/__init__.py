"""Neutral blocks to A4 pages (reportlab). The only package that knows about millimetres."""
