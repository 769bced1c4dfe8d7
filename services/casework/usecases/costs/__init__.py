"""Costs of re-integration: activities and declarations."""
