"""Two databases made one, table by table, by what rows say: docs/merging.md tells what becomes of each."""
