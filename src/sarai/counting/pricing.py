"""The arithmetic of a contribution, as SQL that the build and the comparison of releases share.

A flow is priced once, as one float64 product rounded once to the cent, in current and in constant prices,
beside the publisher's own series. Its value is split over its shares by cumulative rounding in code
order: the part of share i is round(V x c_i) - round(V x c_(i-1)), c being the running sum of shares, so
that parts add to the whole to the cent.
"""

WHOLE_CURRENT = """
CASE WHEN price_basis <> 'constant-unstated'
     THEN CAST(CAST(amount AS DOUBLE) * rate * current_factor AS DECIMAL(18,2)) END
"""

WHOLE_CONSTANT = """
CASE WHEN price_basis <> 'constant-unstated'
     THEN CAST(CAST(amount AS DOUBLE) * rate / deflator AS DECIMAL(18,2)) END
"""

WHOLE_SOURCE = "CAST(source_amount AS DECIMAL(18,2))"

RUNNING = """
sum(weight) OVER run AS upto, sum(weight) OVER run - weight AS before,
row_number() OVER run = count(*) OVER whole AS is_last, row_number() OVER run = 1 AS is_first
"""
"""Running sums of the shares of a flow; needs the windows of :func:`run` and a column ``weight``."""


def run(flow: str) -> str:
    """The windows over the shares of one flow, in code order, given the columns that tell flows apart."""
    return f"""
WINDOW whole AS (PARTITION BY {flow}),
       run AS (PARTITION BY {flow} ORDER BY recipient NULLS LAST, sector NULLS LAST
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
"""


def part(whole: str, shares: str = "s") -> str:
    """The part of ``whole`` (decimal(18,2)) that a share gets; ``shares`` is the relation of :data:`RUNNING`."""
    cents = f"CAST({whole} * 100 AS BIGINT)"
    upto = f"CASE WHEN {shares}.is_last THEN {cents} ELSE CAST(round({cents} * {shares}.upto) AS BIGINT) END"
    before = f"CASE WHEN {shares}.is_first THEN 0 ELSE CAST(round({cents} * {shares}.before) AS BIGINT) END"
    return f"CAST(CAST(({upto} - {before}) AS DECIMAL(18,2)) / 100 AS DECIMAL(18,2))"
