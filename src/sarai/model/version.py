"""The version of the code, as releases record it."""

VERSION = "0.1.0"
