"""Tests of the embedded server and the state folder it lives in."""
