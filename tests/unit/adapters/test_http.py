"""What the doors of a live process answer."""

import asyncio
import json
import urllib.error
import urllib.request

import pytest

from dedup.adapters.http import Doors
from dedup.errors import SettingsError
from dedup.settings import Settings


def doors(wrong: str | None = None) -> Doors:
    return Doors(
        metrics=lambda: b"dedup_ready 1.0\n",
        metrics_type="text/plain; version=1.0.0",
        probes={"/livez": lambda: None, "/readyz": lambda: wrong},
        version={"version": "1.2"},
    )


async def ask(port: int, path: str) -> tuple[int, str, bytes]:
    """Status, content type and body."""

    def go() -> tuple[int, str, bytes]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.status, answer.headers["content-type"], answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers["content-type"], error.read()

    return await asyncio.to_thread(go)


async def test_each_door_answers_its_own() -> None:
    async with doors("detect-0 is 11 records behind").open(host="127.0.0.1", port=0) as port:
        assert port > 0
        status, kind, body = await ask(port, "/metrics")
        assert (status, body) == (200, b"dedup_ready 1.0\n")
        assert kind.startswith("text/plain; version=1.0.0")
        assert (await ask(port, "/livez"))[0] == 200
        status, _, body = await ask(port, "/readyz")
        assert status == 503
        assert json.loads(body)["why"] == "detect-0 is 11 records behind"
        assert json.loads((await ask(port, "/version"))[2]) == {"version": "1.2"}
        assert (await ask(port, "/elsewhere"))[0] == 404


async def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    async with doors().open(host="127.0.0.1", port=0) as port:
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port} cannot be opened"):
            async with doors().open(host="127.0.0.1", port=port):
                pass


def test_nobody_but_this_machine_is_let_in_by_default() -> None:
    assert Settings().run.http_host == "127.0.0.1"
