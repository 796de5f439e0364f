"""What was promised and what came of it: outcomes by stated rules, roll-ups, repeats, lists to act on.

Rows in, rows out: no file, no release, no connection is opened here. An outcome is always computed from the
dated looks at a promise; none is stored.
"""
