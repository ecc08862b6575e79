"""Test a user's own metrics: worked out by hand, compared with scipy and seen in a real browser."""
