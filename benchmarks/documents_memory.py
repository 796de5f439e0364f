"""How much memory and time a long document takes: ``python -m benchmarks.documents_memory``.

Each case is read in a process of its own, since the highest mark of memory never falls. Memory is the most that
the process held at once (getrusage), time the processor's.
"""

import resource
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

SENTENCE = "Arda pledged $5 million to Tajikistan over three years for schools, and Brin signed the loan agreement. "


def _line(size: int) -> bytes:
    return (SENTENCE * (size // len(SENTENCE))).encode()


def _words(size: int) -> bytes:
    return b"and so " * (size // 7)


def _paragraphs(size: int) -> bytes:
    return ((SENTENCE * 5).strip() + "\n\n").encode() * (size // len(SENTENCE) // 5)


def _page(size: int) -> bytes:
    paragraph = f"<p>{SENTENCE * 5}</p>\n"
    return f"<html><body><article>{paragraph * (size // len(paragraph))}</article></body></html>".encode()


def _print(size: int) -> bytes:
    from tests.support.pdfs import column, pdf

    text = SENTENCE * 26
    left, right = (column(text, x=x, top=780, letters=48) for x in (60, 320))
    return pdf([[(60, 810, "The Arda Gazette"), *left, *right, (290, 30, str(n + 1))] for n in range(size)])


CASES = {
    "1 MB of paragraphs": ("txt", _paragraphs, 10**6),
    "10 MB in one line": ("txt", _line, 10**7),
    "10 MB in one line without a stop": ("txt", _words, 10**7),
    "1 MB of HTML": ("html", _page, 10**6),
    "300 pages of PDF in two columns": ("pdf", _print, 300),
}


def _measure(path: Path) -> tuple[int, float, float]:
    from sarai.model.errors import DocumentError
    from sarai.reading import read

    began = time.process_time()
    try:
        found = len(read(path).claims)
    except DocumentError as error:
        print(error)
        found = 0
    return found, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line for each case."""
    with TemporaryDirectory() as folder:
        for name, (ending, made, size) in CASES.items():
            if len(sys.argv) > 1 and sys.argv[1] not in name:
                continue
            path = Path(folder) / f"case.{ending}"
            path.write_bytes(made(size))
            with get_context("spawn").Pool(1) as pool:
                found, seconds, memory = pool.apply(_measure, (path,))
            print(f"{name:35}{seconds:8.1f} s {memory:8,.0f} MB {found:9,} claims", flush=True)


if __name__ == "__main__":
    main()
