"""Let people sign up, sign in and manage their account, with a password or GitHub. HTTP itself: app.web."""
