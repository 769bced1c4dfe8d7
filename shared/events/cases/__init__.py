"""Parts of the events of casework, by subject; `shared.events.casework` has them all."""
