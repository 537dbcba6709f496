"""News outlets that report recalls."""
