"""Draw the board, an application and its forms."""
