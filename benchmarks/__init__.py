"""What the program costs: every figure beside a limit or a peer that was measured in the same run.

python -m benchmarks            every benchmark, in full; renews the table in docs/benchmarks.md
python -m benchmarks linking_cost --small   one of them, on little input; prints only

A module here that has ``measure(small: bool) -> list[Row]`` is a benchmark, and is found by its place.
"""
