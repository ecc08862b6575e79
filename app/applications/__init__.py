"""Keep a user's job applications: stages, timeline, files and reminders."""
