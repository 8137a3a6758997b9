"""The corpus: versions of assessment reports in a git repository of their own.

``keys`` turns a cover into path parts, ``mapping`` a version into files and a message and back,
``git`` puts questions to git, ``lock`` admits one writer, ``corpus`` is what others use.
"""
