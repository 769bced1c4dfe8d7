"""The portal, and the protected access to every service's API: a backend for frontend."""
