"""What the screens ask for, one file per feature: takes a session, returns data, knows no Streamlit."""
