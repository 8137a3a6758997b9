"""Makes ``builders`` and ``strategies`` importable from every test folder: pytest adds this folder to the path."""
