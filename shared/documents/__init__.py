"""Documents as PDF/UA: tagged, in Dutch, with the project's own fonts, made by Typst without a network."""
