"""Define the assets, one file per part of the pipeline. Decorators and metadata only."""
