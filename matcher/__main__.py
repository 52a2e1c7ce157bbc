"""`python -m matcher`."""

from matcher.cli import main

if __name__ == "__main__":  # Processes that share the work import this module again.
    main()
