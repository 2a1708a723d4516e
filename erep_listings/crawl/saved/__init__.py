"""Pages that a user saved: how each was saved, which directory it is of, what it shows, what cannot be used and why."""
