"""What job seekers use: the ASGI application, screens and services."""
