"""Pages of a wage sanction, the gatekeeper guarantee, and the contract with Perspectief."""
