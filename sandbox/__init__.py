"""A simulated job market, made from a seed, that speaks the providers' APIs. Imports no other room."""
