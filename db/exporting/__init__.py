"""Exports: the tables of the data dictionary as files in the formats that people and programs use."""
