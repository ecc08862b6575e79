"""From providers' answers to canonical listings. Never imports the orchestrator or the app."""
