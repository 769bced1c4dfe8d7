"""People at the portal, played over HTTP."""
