"""Topics: a linear model over character n-grams of title and body, as plain data; numpy only."""
