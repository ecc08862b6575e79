"""Alerts: matching what is new against what people asked to be told, and telling them once.

Everything here runs as the role pipeline, which knows what is asked for and not by whom. passes.py is the way in.
"""
