"""An answer written out for its readers. Outputs decide nothing: each is a pure function of the answer."""
