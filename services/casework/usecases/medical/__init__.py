"""The medical file, which only the company doctor and a consultant under him reach."""
