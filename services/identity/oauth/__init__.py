"""OAuth2 and OpenID Connect with Authlib; one module per grant or flow. Use cases handle accounts and codes."""
