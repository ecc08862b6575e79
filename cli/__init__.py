"""The jobledger command: thin entry points over the other rooms."""
