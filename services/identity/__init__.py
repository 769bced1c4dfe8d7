"""Identity: accounts, rights, login with password and SMS code, and the OAuth2/OIDC provider."""
