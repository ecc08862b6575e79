"""Letters to people: their wording, the outbox they wait in, and handing them to a mail server. No screen, no route."""
