"""Acts on complaints."""
