"""A practice job market that speaks the providers' APIs. Imports no other room."""
