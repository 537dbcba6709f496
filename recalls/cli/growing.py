"""Go past one machine."""
