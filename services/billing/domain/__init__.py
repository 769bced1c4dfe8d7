"""The rules of billing: premium, arbo fee, collection and dunning."""
