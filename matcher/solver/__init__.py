"""The only package that imports the solver."""
