"""Hold one file per provider: how to fetch its pages, identify a posting and extract its fields. No parsing."""
