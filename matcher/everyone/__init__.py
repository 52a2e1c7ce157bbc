"""One screen of everyone: what is published, load, contact, money, size. Nothing is solved or assumed."""
