"""Fill an account with made-up applications and remove them again."""
