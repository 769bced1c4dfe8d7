"""A wage sanction and the contract with Perspectief, in Dutch."""
