"""How hard the program's German is to read: measured, with limits that `tests/content/test_readability.py` enforces."""
