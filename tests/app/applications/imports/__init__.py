"""Test imports: reading, previewing, writing and reverting."""
