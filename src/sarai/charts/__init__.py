"""Pictures as data and as SVG: laid out by us, coloured by a style sheet, and kept as files."""
