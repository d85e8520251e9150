"""The way through the program: which steps there are and where one stands."""
