"""What several features share: text, formats, tables, widgets and the message catalogue. No feature's code."""
