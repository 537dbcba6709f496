"""The pages: each a function of a visit that gives HTML, and beside it the rows that the page tells."""
