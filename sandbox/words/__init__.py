"""The market's vocabulary: professions, places, companies, phrases. Words only, no rules; all of it written here."""
