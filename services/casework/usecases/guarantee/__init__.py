"""Use cases of wage sanctions and the guarantee."""
