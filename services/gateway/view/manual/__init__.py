"""What the portal and the insurance offer, on pages and in the manual."""
