"""Match new listings against saved searches and email what matches, once.

The run works as the role pipeline, which knows what is searched for and not by whom; runner.py is the way in.
"""
