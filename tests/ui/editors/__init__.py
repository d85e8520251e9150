"""Tests of the editors: with real key presses and mouse clicks."""
