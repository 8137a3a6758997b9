"""String helpers that know no form and no document."""
