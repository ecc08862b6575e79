"""Watch providers and their boards, for operators."""
