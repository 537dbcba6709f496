"""Stands on top: the commands, and the pages that they serve or write."""
