"""The door: accounts, passwords, sessions, letters' links, as plain forms beside the screens. No Streamlit in here.

Everything runs as the database role `auth`, which knows the identity tables and none of the workspace's.
"""
