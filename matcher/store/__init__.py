"""Where published rotas and what happened are kept. One interface; a folder of files, or a database."""
