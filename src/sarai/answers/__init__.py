"""Questions in, answers with passports out: the one place that cli, web, briefs and Python ask."""

from sarai.answers.answer import Answer
from sarai.answers.session import Session

__all__ = ["Answer", "Session"]
