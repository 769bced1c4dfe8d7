"""The rules of casework as pure functions: the statutory plan, the guarantee, sanctions, conflicts and statistics."""
