"""The grant types of the OAuth2 provider."""
