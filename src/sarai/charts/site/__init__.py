"""Pictures of pages: SVG laid out here, coloured by the tokens of the site, drawn for a wide page and for a phone."""
