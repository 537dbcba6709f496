"""Kinds of site that many sources share."""
