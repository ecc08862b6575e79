"""Let people sign up, sign in and manage their account, by password or an identity elsewhere. HTTP itself: app.web."""
