"""File formats: bytes → Layout. Knows nothing about assessments."""
