"""A listener with TLS and certificates made here: the right authority lets in, another does not."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import article
from commands import dedup
from kafka.broker import Broker
from kafka.stage import Installation

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

STORE_PASSWORD = "only-for-tests"


def _keytool(*arguments: object) -> None:
    subprocess.run(["keytool", *map(str, arguments)], check=True, capture_output=True, timeout=60)


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a key with a certificate of its own; return the keystore and the certificate."""
    store, certificate = folder / f"{name}.p12", folder / f"{name}.pem"
    access = ("-keystore", store, "-storepass", STORE_PASSWORD, "-alias", name)
    _keytool(
        "-genkeypair", *access, "-storetype", "PKCS12", "-keyalg", "EC", "-validity", 2,
        "-dname", f"CN={name}", "-ext", "san=ip:127.0.0.1", "-ext", "bc:c",
    )  # fmt: skip
    _keytool("-exportcert", *access, "-rfc", "-file", certificate)
    return store, certificate


def test_the_right_authority_lets_in_and_another_is_named_as_the_reason(
    own_broker: Callable[..., Broker], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("certificates")
    store, right = _certificate(folder, "broker")
    _, wrong = _certificate(folder, "stranger")
    broker = own_broker(
        1,
        f"ssl.keystore.location={store}",
        f"ssl.keystore.password={STORE_PASSWORD}",
        "ssl.keystore.type=PKCS12",
    )
    tls = {"DEDUP_KAFKA__SECURITY": "SSL"}
    trusting = tls | {"DEDUP_KAFKA__CA": str(right)}
    make = ("topics", "create", "--bootstrap", broker.tls_bootstrap)
    made = dedup(*make, env=trusting)
    assert made.returncode == 0, made.stderr.decode()

    for access, why in (
        (tls | {"DEDUP_KAFKA__CA": str(wrong)}, b"do not agree on TLS"),
        (tls, b"do not agree on TLS"),  # the system's authorities know neither
        (trusting | {"DEDUP_KAFKA__CA": str(folder / "none.pem")}, b"A TLS file cannot be used"),
        ({}, b"is the security protocol the one that this listener speaks?"),
    ):
        refused = dedup(*make, env=access)
        assert refused.returncode == 2
        assert why in refused.stderr
        assert refused.stderr.count(b"\n") == 1

    run = Installation(broker.tls_bootstrap, tmp_path_factory.mktemp("run"))
    run.prefix = ""
    try:
        stage = run.run(**trusting)
        stage.resumed()
        plain = Installation(broker.bootstrap, tmp_path_factory.mktemp("plain"))
        plain.prefix = ""
        plain.articles([article("a1")])
        assert len(plain.all_out(2, watched=[stage])) == 2
        assert stage.stop() == 0
        stranger = run.run(log="stranger.log", **tls, DEDUP_KAFKA__CA=str(wrong))
        assert stranger.end(within=30) == 2
        assert "do not agree on TLS" in stranger.said()
    finally:
        run.close()
