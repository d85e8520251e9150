"""Pure calculators: Decimal in, results that know their printed lines and where each figure comes from."""
