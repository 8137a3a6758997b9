"""The corpus in a browser: the only door to Starlette (``app`` and what it calls) and uvicorn (``serving``)."""
