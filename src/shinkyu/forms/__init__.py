"""Forms (様式): the editions, as data, and which of them a document was written on."""
