"""Use cases of second factors beside the code by SMS or e-mail: the app, recovery codes and passkeys."""
