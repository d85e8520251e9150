"""Tests of the whole set that goes to the authority."""
