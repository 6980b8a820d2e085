"""Settings of a connection → clients of the library, and its errors → one sentence.

The library hides why it cannot connect (a wrong password reads "Unable to bootstrap"), so whoever
fails to start asks `refusal`, which connects once by hand and says what happened.
"""

import asyncio
import contextlib
import logging
import math
import ssl
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Literal

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    GroupAuthorizationFailedError,
    IllegalSaslStateError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest
from msgspec import Struct

from dedup.errors import LoginError, SettingsError, TransportError

Security = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]

# A broker that was killed is back after seconds; a request that waits longer is asked again on a
# new connection. Long enough for a leader election of a large cluster.
REQUEST_TIMEOUT_MS = 15_000
PROBE_SECONDS = 3.0  # to connect and to log in once
REACH_SECONDS = 30.0  # how long a start waits for a broker that is not there yet
_REACH_PAUSE = 0.5
_LAST_PORT = 65_535  # of TCP
SELDOM_SECONDS = 10.0  # between two times that the library's log says the same
_TEXTS = 1_000  # that are remembered for it

_WRONG_LOGIN = (
    SaslAuthenticationFailed,
    AuthenticationFailedError,
    IllegalSaslStateError,
    UnsupportedSaslMechanismError,
)
_NOT_ALLOWED = (
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)


class Connection(Struct, frozen=True, kw_only=True):
    """How to reach and to enter a cluster. The password is in no `repr`."""

    bootstrap: str
    security: Security = "PLAINTEXT"
    mechanism: Mechanism = "SCRAM-SHA-512"
    username: str = ""
    password: str = ""
    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""

    def __post_init__(self) -> None:
        self.hosts()

    def __repr__(self) -> str:
        return f"Connection({self.bootstrap!r}, {self.security})"

    def hosts(self) -> list[tuple[str, int]]:
        """Return host and port of each broker named. Raises SettingsError."""
        try:
            hosts = [(host, port) for host, port, _ in collect_hosts(self.bootstrap)]
        except ValueError:
            hosts = []
        if not hosts or not all(host and 0 < port <= _LAST_PORT for host, port in hosts):
            raise SettingsError(
                f"{self.bootstrap!r} names no brokers: give host:port, separated by commas."
            )
        return hosts

    def options(self) -> dict[str, Any]:
        """Return the arguments that every client of the library takes."""
        return {"bootstrap_servers": self.bootstrap, **self._entrance()}

    def _entrance(self) -> dict[str, Any]:
        entrance: dict[str, Any] = {
            "security_protocol": self.security,
            "request_timeout_ms": REQUEST_TIMEOUT_MS,
        }
        if self.security.startswith("SASL"):
            entrance["sasl_mechanism"] = self.mechanism
            entrance["sasl_plain_username"] = self.username
            entrance["sasl_plain_password"] = self.password
        if self.security.endswith("SSL"):
            entrance["ssl_context"] = self._tls()
        return entrance

    def _tls(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=self.ca_file or None)
            if self.certificate_file:
                context.load_cert_chain(self.certificate_file, self.key_file or None)
        except OSError as error:
            raise TransportError(f"A TLS file cannot be used: {error}.") from error
        return context

    async def refusal(self) -> TransportError | None:
        """Connect and log in once, by hand: None, or why that does not work, in one sentence."""
        last: TransportError | None = None
        for host, port in self.hosts():
            try:
                async with asyncio.timeout(PROBE_SECONDS):
                    connection = await create_conn(host, port, **self._entrance())
                    try:  # a listener that wants a login lets anybody connect, and no more
                        await connection.send(MetadataRequest([]))
                    finally:
                        connection.close()
            except (KafkaError, OSError, TimeoutError, EOFError, ValueError) as error:
                last = said(error, where=f"{host}:{port}", user=self.username)
                if isinstance(last, LoginError):
                    return last
            else:
                return None
        return last

    async def reach(self, *, seconds: float = REACH_SECONDS) -> None:
        """Return when a broker lets us in; raise when none does in time, a wrong login at once."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (refused := await self.refusal()) is not None:
            if isinstance(refused, LoginError) or loop.time() >= until:
                raise refused
            await asyncio.sleep(_REACH_PAUSE)

    @contextlib.asynccontextmanager
    async def admin(self) -> AsyncIterator[Any]:
        """Lend an admin client; whatever it raises comes out as one sentence."""
        client = AIOKafkaAdminClient(**self.options())
        try:
            await client.start()
            yield client
        except (KafkaError, TimeoutError, OSError) as error:
            raise await self.explain(error) from error
        finally:
            await client.close()

    async def explain(self, error: BaseException) -> TransportError:
        """Return the sentence for an error of a client; connects once where the error hides it."""
        if isinstance(error, KafkaConnectionError):
            refused = await self.refusal()
            if refused is not None:
                return refused
        return said(error, where=self.bootstrap, user=self.username)


def said(error: BaseException, *, where: str, user: str = "") -> TransportError:
    """Return one sentence that says who refused what."""
    if isinstance(error, TransportError):
        return error
    if isinstance(error, _WRONG_LOGIN):
        return LoginError(f"Kafka at {where} refuses the login of user {user!r}: {_text(error)}.")
    if isinstance(error, ssl.SSLError):
        return LoginError(f"Kafka at {where} and this process do not agree on TLS: {_text(error)}.")
    if isinstance(error, _NOT_ALLOWED):
        return LoginError(f"Kafka at {where} does not allow this to user {user!r}: {_text(error)}.")
    if isinstance(error, TimeoutError):
        return TransportError(f"Kafka at {where} does not answer in time.")
    if isinstance(error, KafkaConnectionError | ConnectionResetError):
        return TransportError(
            f"Kafka at {where} closes the connection ({_text(error)}); is the security protocol"
            " the one that this listener speaks?"
        )
    return TransportError(f"Kafka at {where} cannot be used: {_text(error)}.")


def _text(error: BaseException) -> str:
    return str(error) or type(error).__name__


class _Expected(logging.Filter):
    """Let a log through, except what is the library's ordinary way of waiting, or said already."""

    # The leader checks a transaction with its coordinator before the first write of it; older
    # clients are told NOT_ENOUGH_REPLICAS meanwhile and try again after `retry_backoff_ms`. Who is
    # fenced says so once, and has futures left over that nobody asks.
    _NO_NEWS = ("NotEnoughReplicasError", "ConcurrentTransactions", "exception=ProducerFenced")

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        return not any(name in text for name in self._NO_NEWS)


class Seldom(logging.Filter):
    """Let the same text of one logger through only so often, with how many were left out.

    While a broker is down, each client of the library says so at each try, hundreds a second.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._said: dict[tuple[str, str], tuple[float, int]] = {}  # when, and how many since

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether it is time to say this again."""
        text, now = record.getMessage(), self._now()
        key = record.name, text
        at, more = self._said.pop(key, (-math.inf, 0))
        if now - at < SELDOM_SECONDS:
            self._said[key] = at, more + 1
            return False
        self._said[key] = now, 0
        if len(self._said) > _TEXTS:
            del self._said[next(iter(self._said))]
        if more:
            record.msg, record.args = f"{text} ({more} more since this was last said)", ()
        return True


def quiet() -> None:
    """Take what is no news out of the library's log; calling it twice changes nothing.

    Call it when all of the library that is used is imported: every module has a logger of its own.
    """
    ours = "aiokafka.producer.sender", "asyncio"
    library = [name for name in logging.root.manager.loggerDict if name.startswith("aiokafka")]
    for names, kind in ((ours, _Expected), (library, Seldom)):
        for name in names:
            logger = logging.getLogger(name)
            if not any(isinstance(one, kind) for one in logger.filters):
                logger.addFilter(kind())
