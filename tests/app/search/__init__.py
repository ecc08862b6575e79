"""Test search: criteria, matching, order, paging and suggestions."""
