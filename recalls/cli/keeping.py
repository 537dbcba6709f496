"""Keep the evidence."""
