"""SEPA files: credit transfers and direct debits, written the same way each time and checked against their schema."""
