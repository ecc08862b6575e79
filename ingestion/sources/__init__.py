"""One file per provider: how to fetch its pages, name a posting and pick its fields."""
