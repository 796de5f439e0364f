"""From files to a release: make a study, add files to it, build it, check it."""

from sarai.pipeline.adding import Added, add
from sarai.pipeline.build import Built, build
from sarai.pipeline.check import Checked, check
from sarai.pipeline.folder import new

__all__ = ["Added", "Built", "Checked", "add", "build", "check", "new"]
