"""Fingerprint → one msgpack record, and back: the log of record on the wire and on disk.

Foreign bytes are refused as a value, never by an exception. What `decode` lets through has arrays
of the right widths, so that the detector may view them without checking again.
"""

import msgspec

from dedup.core.article import Reason, Rejection
from dedup.core.fingerprint import SIGNATURE_VERSION, Fingerprint

SIGNATURE_BYTES = 512  # uint32[128]
CONTENT_BYTES = 16  # blake2b-128
FARTHEST = 2**63 - 1  # µs: what an int64 column or array holds

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Fingerprint)


def encode(fingerprint: Fingerprint) -> bytes:
    """Return the record: a msgpack map from which defaults are left out."""
    return _encoder.encode(fingerprint)


def decode(record: bytes) -> Fingerprint | Rejection:
    """Return the fingerprint, or why these bytes are none (MALFORMED) or not ours (INCOMPATIBLE).

    Another clean version is let through: such fingerprints can still be compared.
    """
    try:
        fingerprint = _decoder.decode(record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        return Rejection(Reason.MALFORMED, f"not a fingerprint: {error}")
    if fingerprint.signature_version != SIGNATURE_VERSION:
        return Rejection(
            Reason.INCOMPATIBLE,
            f"signature version {fingerprint.signature_version}, not {SIGNATURE_VERSION}",
        )
    wrong = _misfit(fingerprint)
    if wrong:
        return Rejection(Reason.MALFORMED, f"not a fingerprint: {wrong} does not fit")
    return fingerprint


def _misfit(fingerprint: Fingerprint) -> str:
    """Name the first field whose width or range cannot be right, or ""."""
    if not fingerprint.id or not fingerprint.revision:
        return "id or revision"
    if len(fingerprint.content) not in {0, CONTENT_BYTES}:
        return "content"
    if len(fingerprint.signature) not in {0, SIGNATURE_BYTES}:
        return "signature"
    if (
        len(fingerprint.sample)
        | len(fingerprint.title_stems)
        | len(fingerprint.stems)
        | len(fingerprint.sentences)
        | len(fingerprint.days)
    ) & 3:
        return "an array of 4-byte numbers"
    if len(fingerprint.quoted) * 4 != len(fingerprint.stems):
        return "quoted"
    for moment in (fingerprint.at, fingerprint.published):
        if moment is not None and not -FARTHEST <= moment <= FARTHEST:
            return "a time"
    return ""
