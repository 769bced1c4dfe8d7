"""Pay dates, corrections and set-off."""
