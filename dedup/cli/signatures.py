"""`dedup signatures`: the MinHash signature of every article, in datasketch's own bytes."""

import sys
from base64 import b64encode
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO

import numpy as np
import orjson
import typer

from dedup import embedded
from dedup.adapters.files.paths import expand
from dedup.adapters.lines import STDOUT, say, standard
from dedup.cli.options import Maps, SettingsFile, reading
from dedup.cli.replay import tell
from dedup.core.article import Rejection
from dedup.errors import OutputError
from dedup.outputs import check_tables
from dedup.settings import Settings


def signatures(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs or -, as in replay.")],
    *,
    out: Annotated[
        Path | None, typer.Option(help="JSON lines: id, signature in base64; without it, stdout.")
    ] = None,
    maps: Maps = None,
    settings: SettingsFile = None,
) -> None:
    """Write every article's signature as a datasketch LeanMinHash.

    `datasketch.LeanMinHash.deserialize(base64.b64decode(line["signature"]))` loads one into
    datasketch's LSH, Forest or Redis storage. Withdrawals have none and are left out; refused
    records are counted on standard error.
    """
    # datasketch brings scipy, six tenths of a second, which no other command should wait for
    from datasketch import LeanMinHash  # noqa: PLC0415

    chosen = Settings.load(file=settings, flags={"input": reading(maps)})
    check_tables([out], [*(source.path for source in expand(paths)), settings])
    refused = 0
    with _opened(out) as lines:
        for signed in embedded.sign_files(paths, settings=chosen, tell=tell):
            if isinstance(signed, Rejection):
                refused += 1
                continue
            if signed.retracted:  # a withdrawal brings no text to sign
                continue
            values = np.frombuffer(signed.signature, np.uint32)
            lean = LeanMinHash(seed=1, hashvalues=values, scheme="affine32")
            packed = bytearray(lean.bytesize())
            lean.serialize(packed)
            line = {"id": signed.id, "signature": b64encode(packed).decode()}
            lines.write(orjson.dumps(line) + b"\n")
    if refused:
        tell(f"{refused:,} records were refused; dedup replay says why.")


def _opened(out: Path | None) -> AbstractContextManager[BinaryIO]:
    if out is None or standard(str(out)) == STDOUT:
        say("")  # where it is closed, before the work
        return nullcontext(sys.stdout.buffer)
    try:
        return out.open("wb")
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}.") from error
