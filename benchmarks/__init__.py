"""Measurements: each a ratio against a rival or a limit measured in the same run. No tests; nothing asserts on time."""
