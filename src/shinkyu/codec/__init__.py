"""Model values ⇄ JSON."""
