"""What was read and refused, per source: rows, the money they state, and files of which nothing could be read."""

from collections.abc import Sequence

from sarai.session import Session

_REFUSED = """
WITH asked AS (SELECT file, source, outcome FROM file WHERE {where}),
told AS (SELECT source, quantity, unit, sum(rejected) AS rejected FROM tally JOIN asked USING (file) GROUP BY ALL),
money AS (
    SELECT source, string_agg(printf('%,.2f', CAST(rejected AS DOUBLE)) || ' ' || unit, ' and ' ORDER BY rejected DESC)
           AS stated
    FROM told WHERE quantity = 'amount' AND rejected <> 0 GROUP BY source
)
SELECT source, CAST(coalesce(nullif(sum(rejected) FILTER (quantity = 'records'), 0),
                             sum(rejected) FILTER (quantity = 'statements')) AS BIGINT) AS n,
       'refused rows' || coalesce(', which state ' || any_value(stated), ', of which no amount could be read') AS reason
FROM told LEFT JOIN money USING (source)
WHERE source IN (SELECT source FROM told WHERE quantity = 'amount')
GROUP BY source HAVING n > 0
UNION ALL
SELECT source, count(*), 'files refused whole: what they hold is not known' FROM asked
WHERE outcome = 'refused' AND source <> 'text' GROUP BY source
ORDER BY ALL
"""


def refused(session: Session, where: str = "true", parameters: Sequence[object] = ()) -> list[dict[str, object]]:
    """Rows of sources of money that were refused: ``source``, ``n``, ``reason`` with the money as the file states it.

    ``where`` is a condition on ``source`` and ``dataset``, with its ``parameters``. Nothing is known of the partner,
    the recipient or the year of a row that was not understood, so that no other filter keeps it out.
    """
    return session.query(_REFUSED.format(where=where), parameters, of=("file", "tally")).to_pylist()
