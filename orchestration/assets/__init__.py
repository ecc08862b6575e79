"""The assets: one file per stretch of the line. Decorators and metadata only."""
