"""Tests of what each role may do, and of the roles themselves."""
