"""The rules of claims: benefits, their payment and correction, and recourse."""
