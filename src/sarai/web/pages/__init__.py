"""The pages of the site: each a function that asks, and gives a page with its sentence, pictures, tables and rows."""
