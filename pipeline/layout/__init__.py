"""How newspaper pages and official documents are laid out: strings in, plain structs out; no stage here."""
