"""How a person's own applications do: figures from their rows alone, with the definitions of docs/analytics.md.

Everything but `facts` is a pure function of what `facts` read, of the time and of the person's time zone.
"""
