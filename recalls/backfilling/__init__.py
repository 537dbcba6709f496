"""News archives searched for reports on watched brands: reject cheaply, read what is left, keep it."""
