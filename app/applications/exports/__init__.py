"""Write applications as a table or an archive."""
