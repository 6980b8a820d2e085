"""Steps and the detector's memory in one SQLite database: `store`, and its table of `sections`."""
