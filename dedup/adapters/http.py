"""Metrics and health of a live process → a small HTTP server in the same event loop.

`/metrics` `/livez` `/readyz` `/startupz` `/version`; nothing about articles. Port 0 is any free
port; `Doors.port` says which.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dedup.errors import SettingsError

Probe = Callable[[], str | None]  # None: well; else one sentence that says what is not

_CLOSE_SECONDS = 2  # a scrape that is still running is cut off then


class Doors:
    """What the server shows. The probes are asked at every request."""

    def __init__(
        self,
        *,
        metrics: Callable[[], bytes],
        metrics_type: str,
        probes: Mapping[str, Probe],
        version: Mapping[str, str],
    ) -> None:
        """`probes` is path → probe; a probe that is not well answers 503."""
        self._metrics = metrics
        self._metrics_type = metrics_type
        self._version = dict(version)
        self.port = 0
        self.app = Starlette(
            routes=[
                Route("/metrics", self._scraped),
                Route("/version", self._said),
                *(Route(path, _asked(probe)) for path, probe in probes.items()),
            ]
        )

    @contextlib.asynccontextmanager
    async def open(self, *, host: str, port: int) -> AsyncIterator[int]:
        """Serve while the block runs; yields the port. SettingsError where it is taken."""
        try:
            listening = socket.create_server((host, port), family=_family(host))
        except OSError as error:
            raise SettingsError(
                f"The HTTP port {host}:{port} cannot be opened: {error}."
            ) from error
        self.port = listening.getsockname()[1]
        server = _Server(
            uvicorn.Config(
                self.app,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=_CLOSE_SECONDS,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield self.port
        finally:
            server.should_exit = True
            await serving
            listening.close()

    async def _scraped(self, request: Request) -> Response:
        del request
        return Response(self._metrics(), media_type=self._metrics_type)

    async def _said(self, request: Request) -> Response:
        del request
        return JSONResponse(self._version)


class _Server(uvicorn.Server):
    """Signals are the stage's own matter: it drains first."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signal handlers alone."""
        yield


def _asked(probe: Probe) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        del request
        wrong = probe()
        if wrong is None:
            return JSONResponse({"status": "ok"})
        return JSONResponse({"status": "unavailable", "why": wrong}, status_code=503)

    return answer


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
