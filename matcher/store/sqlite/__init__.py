"""A server's store in one SQLite file. Nothing outside this folder sees SQL."""
