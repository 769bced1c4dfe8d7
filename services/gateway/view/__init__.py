"""Parts shared by pages: layout, forms, formats, view models, problems."""
