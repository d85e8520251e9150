"""Panels of the calculators, the review and the export, named in the content."""
