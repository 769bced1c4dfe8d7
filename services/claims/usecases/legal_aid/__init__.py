"""Acts on legal aid."""
