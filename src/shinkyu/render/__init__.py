"""Results → text: looks only, no judgement."""
