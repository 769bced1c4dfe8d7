"""The OAuth2 and OpenID Connect protocol, on Authlib; one module per grant or flow. Accounts and codes stand elsewhere."""
