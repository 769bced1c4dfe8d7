"""The calculations of `./ontzorg calculate`, one module each: one line of JSON in, one result out."""
