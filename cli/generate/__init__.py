"""Documents and manifests generated from the code."""
