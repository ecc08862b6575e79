"""The app's rooms: services against a real database, screens in Streamlit's own harness and in a browser."""
