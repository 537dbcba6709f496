"""Understands: what the words of a document mean, each value with its quote, and which mentions are one recall."""
