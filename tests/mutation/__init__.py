"""One-line faults that the tests must notice. `python -m tests.mutation` tries them, faults.toml lists them."""
