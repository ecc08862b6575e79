"""Parse providers' raw fields into canonical listings. Pure functions over columns: no I/O, no database."""
