"""The commands, a module for each kind. Only click is imported before a command runs."""
