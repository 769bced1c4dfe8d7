"""What identity does: each public function is one transaction."""
