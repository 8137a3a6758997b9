"""Many versions at once: read, compared and checked by several processes, each result kept on disk.

``sources`` finds the files, ``pairing`` says which version follows which, ``tasks`` is the work on one of them as a
function of its bytes, ``local`` and ``cluster`` carry tasks out, ``cache`` keeps what they give, and ``run`` is what
the command line uses.

A task gives the same bytes wherever it is carried out, and one process alone writes results and cache: so the number
of workers, their order and their machines leave no trace.
"""
