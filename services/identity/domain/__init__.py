"""The rules of accounts, rights, codes and waiting: pure functions and values."""
