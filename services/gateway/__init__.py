"""The portal and the protected way in to every service's API: a backend for frontend."""
