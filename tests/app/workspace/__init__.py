"""What a signed-in person keeps: saved jobs, searches, alerts, comparisons."""
