"""Reading the files of a study into parts: plan, read in workers, report.

A file that was read before by the same reader is not read again: its parts are taken over. A file that
cannot be read is refused with a reason and the rest goes on.
"""

from sarai.ingest.plan import Job, plan, with_lists
from sarai.ingest.report import FileReport, Sum, by_publisher, worst
from sarai.ingest.run import Outcome, Read, run

__all__ = ["FileReport", "Job", "Outcome", "Read", "Sum", "by_publisher", "plan", "run", "with_lists", "worst"]
