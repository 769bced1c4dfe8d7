"""HTTP API of the own account: sessions, devices, password, second factors, employers."""
