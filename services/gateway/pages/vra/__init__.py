"""Pages about the work of VRA, the insurer's re-integration team."""
