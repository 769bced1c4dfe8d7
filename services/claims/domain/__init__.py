"""The rules of claims: what a policy pays for a case, when it is paid, corrected and recovered from others."""
