"""What programmers call, exported by the package itself: the pipeline with values that carry their own context."""
