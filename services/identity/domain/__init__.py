"""The rules of accounts, rights, codes and lock-outs: pure functions and values."""
