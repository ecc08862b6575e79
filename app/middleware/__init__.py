"""Limit what visitors may ask of the server before Streamlit sees it. Which routes there are: app.routes."""
