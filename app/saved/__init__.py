"""Keep the jobs and companies a user wants to see again."""
