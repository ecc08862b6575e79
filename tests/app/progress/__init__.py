"""Tests of a person's own figures: worked out by hand, compared with scipy, and seen in a real browser."""
