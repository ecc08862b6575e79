"""The read API of one's own data: what it returns, how it is read and paged, its keys and its description."""
