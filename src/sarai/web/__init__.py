"""The observatory: a site of pages that answer first, each number open to its rows. It draws what is answered."""

from sarai.web.publish import Published, publish

__all__ = ["Published", "publish"]
