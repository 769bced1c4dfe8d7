"""Field types: one rule for each kind of value that people and programs supply; API, file import and portal share them."""
