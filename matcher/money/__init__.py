"""Money: figures by date, what a shift costs, budgets, the minimum wage, statements. Decimals only."""
