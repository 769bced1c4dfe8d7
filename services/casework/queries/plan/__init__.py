"""What is to be done in the plans of cases."""
