"""Rows that belong together: which activities serve a promise, and what people decided about it."""
