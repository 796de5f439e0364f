"""Lists that are facts of a study rather than one publisher's records: promises and looks at them, measures."""
