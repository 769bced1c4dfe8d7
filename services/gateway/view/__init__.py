"""What pages have in common: layout, forms, formats, view models, problems."""
