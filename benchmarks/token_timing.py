"""How long a token takes to be refused: `python benchmarks/token_timing.py`. Kinds of guess take turns.

For whoever guesses it must make no difference how near a guess was. Two runs of the same kind are compared as
well: what they differ by is noise.
"""

import random
import tempfile
import time
from pathlib import Path
from statistics import fmean, median, stdev

from tables import markdown, where_from

from matcher.api.tokens import new_token, recognised
from matcher.store.sqlite.database import Database

ROUNDS = 20_000


def measured() -> dict[str, list[float]]:
    """Microseconds of each refusal, by what was wrong with the token."""
    with tempfile.TemporaryDirectory() as folder:
        store = Database(Path(folder) / "matcher.sqlite3")
        made = [new_token("one of many", ["read"], 1) for _ in range(50)]
        for token, _ in made:
            store.tokens.add(token)
        text = made[25][1]
        guesses = {
            "unknown": f"matcher_{'0' * 16}_{text[-43:]}",
            "unknown, again": f"matcher_{'1' * 16}_{text[-43:]}",
            "wrong in its first letter": text[:-43] + ("a" if text[-43] != "a" else "b") + text[-42:],
            "wrong in its last letter": text[:-1] + ("a" if text[-1] != "a" else "b"),
        }
        taken: dict[str, list[float]] = {name: [] for name in guesses}
        order = list(guesses)
        for _ in range(ROUNDS):
            random.shuffle(order)
            for name in order:
                started = time.perf_counter()
                recognised(store.tokens, guesses[name])
                taken[name].append((time.perf_counter() - started) * 1e6)
        store.close()
    return taken


def trimmed(times: list[float]) -> list[float]:
    """Without the slowest tenth, in which the machine did something else."""
    return sorted(times)[: len(times) * 9 // 10]


if __name__ == "__main__":
    print(where_from())
    print(
        markdown(
            [
                {
                    "token": name,
                    "median, µs": round(median(times), 2),
                    "mean of nine tenths, µs": round(fmean(trimmed(times)), 2),
                    "± µs": round(stdev(trimmed(times)) / len(trimmed(times)) ** 0.5, 3),
                }
                for name, times in measured().items()
            ]
        )
    )
