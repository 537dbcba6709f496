"""Remembers: the database, what is asked of it, and the dataclasses that flow through the house."""
