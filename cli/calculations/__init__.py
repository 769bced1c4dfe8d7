"""What `./ontzorg calculate` can calculate, one subject per module: from one line of JSON to one result."""
