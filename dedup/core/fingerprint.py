"""An article → its fingerprint: all that detection keeps of it. Stateless, pure, parallel.

Arrays are little-endian bytes, so that a fingerprint is one flat record on the wire and on disk.
"""

from msgspec import Struct

from dedup.core.article import Micros
from dedup.core.credits import Credits

CLEAN_VERSION = 1  # goes up when cleaning changes what is kept
SIGNATURE_VERSION = 1  # goes up when signatures of old and new cannot be compared


class Fingerprint(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article revision as detection sees it.

    `revision` is an ordering key in text: "n<20 digits>" for a given number, "u<20 digits>" for a
    given update time, "h<32 hex>" for a hash of the content, which has no order. `at` is None
    where the record has no time of its own: then the detector takes the article before it.
    """

    id: str
    revision: str
    content: bytes  # 16-byte hash of title and cleaned body: the same content is the same article
    outlet: str = ""
    language: str = ""
    url: str = ""
    title: str = ""
    at: Micros | None = None
    undated: bool = False  # `at` is inherited: no evidence for or against an event
    clamped: bool = False  # a future date, moved back to the record's timestamp + tolerance
    published: Micros | None = None
    published_day: bool = False
    credits: Credits = Credits()
    retracted: bool = False
    text: bytes = b""  # zstd of the cleaned body, UTF-8
    characters: int = 0  # of the cleaned body
    shingles: int = 0  # distinct
    signature: bytes = b""  # uint32[128], equal to datasketch's
    sample: bytes = b""  # uint32[], ascending: FracMinHash, 1 shingle in 16
    title_stems: bytes = b""  # uint32[]
    stems: bytes = b""  # uint32[] in text order
    quoted: bytes = b""  # uint8[] beside `stems`: 1 inside quotation marks
    sentences: bytes = b""  # uint32[]: offsets into `stems`, one more than sentences
    zones: bytes = b""  # uint8[] per sentence: 0 lead, 1 main, 2 background
    days: bytes = b""  # int32[]: days named in the lead, as days since 1970-01-01
    clean_version: int = CLEAN_VERSION
    signature_version: int = SIGNATURE_VERSION
