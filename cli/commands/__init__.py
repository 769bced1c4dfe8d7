"""The commands of `./ontzorg`, one subject per module, loaded only when they are called."""
