"""HTTP API of who guides employers and cases."""
