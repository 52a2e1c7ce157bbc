"""The API: the library over HTTP. Jobs that survive, private by default."""
