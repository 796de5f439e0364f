"""Questions about promises: lists, cards, roll-ups, repeats, and what serves them."""
