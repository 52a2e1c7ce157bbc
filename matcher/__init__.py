"""Match supporters to people and write their rotas."""
