"""``recalls evidence``: one recall's captures, quotes and digests in a folder, to hand to a lawyer."""
