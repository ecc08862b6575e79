"""Define the `jobledger` command: thin entry points over the other rooms. No logic of theirs."""
