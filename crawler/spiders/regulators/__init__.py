"""Authorities that publish recalls."""
