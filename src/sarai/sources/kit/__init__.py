"""What readers share: cells, sheets, a first look into a file, and rows on their way to a batch."""
