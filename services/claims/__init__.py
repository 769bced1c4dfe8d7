"""The claims service: benefits, payment runs, recourse, guarantee payments."""
