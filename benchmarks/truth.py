"""Every claim about thousands of organisations: `PYTHONPATH=tests python benchmarks/truth.py --count 3000`.

Each kind of claim with how many were checked by fresh means and how many are false. With --part each seed
checks a part of what can be asked, as in the tests; without it, everything.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from claims import Claims
from tables import markdown, where_from
from truths import truths


def table(claims: Claims) -> list[dict[str, object]]:
    """One row for each kind of claim."""
    return [
        {
            "claim": kind,
            "checked": claims.checked[kind],
            "false": sum(f": {kind}: " in said for said in claims.false),
            "too many rotas to try": claims.left[kind],
        }
        for kind in sorted(claims.checked)
    ]


def main() -> None:
    """Check and print; it ends with 1 where anything said is false."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=3000)
    asked.add_argument("--first", type=int, default=0, help="the first seed")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--part", action="store_true", help="of each seed only a part")
    options = asked.parse_args()
    seeds = range(options.first, options.first + options.count)
    claims = Claims()
    with ProcessPoolExecutor(options.workers) as pool:
        for each in pool.map(partial(truths, everything=not options.part), seeds, chunksize=10):
            claims.add(each)
    print(where_from(), end="\n\n")
    print(markdown(table(claims)))
    print(f"{options.count} organisations, {claims.checked.total()} claims, {len(claims.false)} false.")
    for said in claims.false:
        print(said)
    raise SystemExit(1 if claims.false else 0)


if __name__ == "__main__":
    main()
