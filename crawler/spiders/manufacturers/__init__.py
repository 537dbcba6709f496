"""Firms that publish recalls of their own."""
