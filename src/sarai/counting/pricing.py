"""The arithmetic of a contribution, as SQL that the build and the comparison of releases share.

A flow is priced once, as one float64 product rounded once to the cent, in current and in constant prices,
beside the publisher's own series. Its value is split over its shares by cumulative rounding in code
order: the part of share i is round(V x c_i) - round(V x c_(i-1)), c being the running sum of shares, so
that parts add to the whole to the cent. A value that no decimal(18,2) holds is null, with its reason.
"""

WHOLE_CURRENT = """
CASE WHEN price_basis <> 'constant-unstated'
     THEN TRY_CAST(CAST(amount AS DOUBLE) * rate * current_factor AS DECIMAL(18,2)) END
"""

WHOLE_CONSTANT = """
CASE WHEN price_basis <> 'constant-unstated' AND timing <> 'cumulative'
     THEN TRY_CAST(CAST(amount AS DOUBLE) * rate / deflator AS DECIMAL(18,2)) END
"""

WHOLE_SOURCE = "CAST(source_amount AS DECIMAL(18,2))"


def running(shares: str, flow: str) -> str:
    """The query of a relation of shares with the running sums of their ``weight`` within each flow, in code order.

    Adds ``upto`` and ``before``, the sum with and without the share itself, and ``is_first`` and ``is_last``.
    ``before`` is the very number that is ``upto`` of the share before it: summed anew, or taken as ``upto`` less
    the weight, it could differ in its last bit, and a cent could be lost on a rounding edge between the two.
    ``flow`` are the columns that tell flows apart.
    """
    return f"""
SELECT * EXCLUDE (nth, of_n), lag(upto) OVER (PARTITION BY {flow} ORDER BY nth) AS before,
       nth = 1 AS is_first, nth = of_n AS is_last
FROM (
    SELECT *, sum(weight) OVER run AS upto, row_number() OVER run AS nth, count(*) OVER whole AS of_n
    FROM {shares}
    WINDOW whole AS (PARTITION BY {flow}),
           run AS (PARTITION BY {flow} ORDER BY recipient NULLS LAST, sector NULLS LAST, year NULLS LAST
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
"""


def part(whole: str, shares: str = "s") -> str:
    """The part of ``whole`` (decimal(18,2)) that a share gets; ``shares`` is the relation of :func:`running`."""
    cents = f"CAST({whole} * 100 AS BIGINT)"
    upto = f"CASE WHEN {shares}.is_last THEN {cents} ELSE CAST(round({cents} * {shares}.upto) AS BIGINT) END"
    before = f"CASE WHEN {shares}.is_first THEN 0 ELSE CAST(round({cents} * {shares}.before) AS BIGINT) END"
    return f"CAST(CAST(({upto} - {before}) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2))"
