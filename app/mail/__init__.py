"""Write emails, keep them in the outbox and hand them to a mail server. No screen and no route."""
