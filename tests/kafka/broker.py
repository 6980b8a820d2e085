"""A real Apache Kafka for the tests: KRaft nodes from Maven Central jars, or one that runs already.

In: nothing, or `DEDUP_TEST_KAFKA=host:port`. Out: `Broker`, whose nodes can be killed and started
again. The jars stay in a cache folder; what was started here is killed here, by its id.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

KAFKA = "4.3.1"
LOG4J = "2.25.4"  # Kafka's own pom leaves the logging backend out
# Up soon, for a short life; one node of the tests stays below 300 MB. With all of the compiler a
# broker takes less in the end, but compiles for minutes, with a whole core at a time: at 500
# articles a second on two cores that made p99 212 ms instead of 82.
JAVA = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
UP_SECONDS = 60.0  # measured: 4 s for one node, 10 s for three, on two idle cores
USER, PASSWORD = "dedup", "correct-horse"  # of the SASL listener

POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>kafka-broker</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
      <version>{KAFKA}</version>
    </dependency>
    {
    "".join(
        f'''<dependency>
      <groupId>org.apache.logging.log4j</groupId><artifactId>{artifact}</artifactId>
      <version>{LOG4J}</version>
    </dependency>'''
        for artifact in ("log4j-api", "log4j-core", "log4j-slf4j-impl", "log4j-1.2-api")
    )
}
  </dependencies>
</project>
"""

SERVER = """
process.roles=broker,controller
node.id={number}
controller.quorum.voters={voters}
listeners={open},CONTROLLER://127.0.0.1:{controller}
advertised.listeners={open}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,\\
  SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL
sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=\\
  org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_plaintext.plain.sasl.jaas.config=\\
  org.apache.kafka.common.security.plain.PlainLoginModule required user_{user}="{password}";
log.dirs={data}
auto.create.topics.enable=false
default.replication.factor={copies}
min.insync.replicas={in_sync}
offsets.topic.replication.factor={copies}
offsets.topic.num.partitions=1
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={in_sync}
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor={copies}
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
transaction.abort.timed.out.transaction.cleanup.interval.ms=500
log.retention.check.interval.ms=1000
log.cleaner.backoff.ms=500
{more}
"""


class NoBrokerError(Exception):
    """Why no broker can be started here, in one sentence."""


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "news-dedup-tests" / f"kafka-{KAFKA}"


def jars() -> Path:
    """Return the folder with Kafka's jars; fetch them once (44 MB), whoever comes first."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise NoBrokerError(f"{tool} is not installed, so no Kafka broker can be started")
    libs = _cache() / "libs"
    _cache().mkdir(parents=True, exist_ok=True)
    with (_cache() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if libs.exists():
            return libs
        with tempfile.TemporaryDirectory(dir=_cache()) as folder:
            (Path(folder) / "pom.xml").write_text(POM)
            done = subprocess.run(
                ["mvn", "-q", "-B", "dependency:copy-dependencies",
                 "-DincludeScope=runtime", "-DoutputDirectory=libs"],
                cwd=folder, capture_output=True, text=True, timeout=600, check=False,
            )  # fmt: skip
            if done.returncode != 0:
                raise NoBrokerError(f"Maven could not fetch Kafka: {done.stdout[-500:]}")
            (Path(folder) / "libs").rename(libs)
    return libs


def _free_ports(count: int) -> list[int]:
    """Return ports that were free a moment ago; all held at once, so that none comes twice."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class _Node:
    """One broker and controller in one Java process of its own process group."""

    def __init__(
        self,
        folder: Path,
        number: int,
        ports: tuple[int, int, int, int],
        voters: str,
        nodes: int,
        more: Sequence[str],
    ) -> None:
        plain, scram, controller, tls = ports
        listeners = [f"PLAINTEXT://127.0.0.1:{plain}", f"SASL_PLAINTEXT://127.0.0.1:{scram}"]
        if any(line.startswith("ssl.keystore") for line in more):
            listeners.append(f"SSL://127.0.0.1:{tls}")
        copies = min(nodes, 3)
        self.port = plain
        self.sasl_port = scram
        self.tls_port = tls
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        self.settings = folder / "server.properties"
        self.settings.write_text(
            SERVER.format(
                number=number,
                voters=voters,
                open=",".join(listeners),
                more="\n".join(more),
                controller=controller,
                data=folder / "data",
                copies=copies,
                in_sync=min(copies, 2),
                user=USER,
                password=PASSWORD,
            )
        )

    def format(self, libs: Path, cluster: str) -> subprocess.Popen[bytes]:
        """Write the empty storage; SCRAM users can only be given here."""
        with (self.folder / "format.log").open("wb") as log:
            return subprocess.Popen(
                ["java", "-Xmx128m", "-cp", f"{libs}/*", "kafka.tools.StorageTool", "format",
                 "-t", cluster, "-c", str(self.settings),
                 "--add-scram", f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"],
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def start(self, libs: Path) -> None:
        """Start on the storage as it is."""
        # The kernel ends it when its parent is gone, even by kill -9 (Linux only).
        bound = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*bound, "java", *JAVA, "-Dlog4j2.level=WARN", "-cp", f"{libs}/*",
                 "kafka.Kafka", str(self.settings)],
                stdout=log, stderr=subprocess.STDOUT,
                cwd=self.folder, start_new_session=True,
            )  # fmt: skip

    def listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """Kill -9; returns when the process is gone."""
        if self.process is None:
            return
        self.signal(signal.SIGKILL)
        self.process.wait()
        self.process = None


class Broker:
    """One running cluster. `kill` and `restart` work on its nodes, counted from 0."""

    def __init__(
        self,
        *,
        folder: Path,
        nodes: int,
        more: Sequence[str] = (),
    ) -> None:
        """`more` are lines of the broker's settings; with a keystore it listens with TLS too."""
        self._libs = jars()
        ports = _free_ports(4 * nodes)
        voters = ",".join(f"{n + 1}@127.0.0.1:{ports[4 * n + 2]}" for n in range(nodes))
        self.nodes = [
            _Node(
                folder / f"node{n}", n + 1,
                (ports[4 * n], ports[4 * n + 1], ports[4 * n + 2], ports[4 * n + 3]), voters, nodes,
                more,
            )
            for n in range(nodes)
        ]  # fmt: skip
        cluster = "ZGVkdXAtdGVzdC1jbHVzdA"  # any 16 bytes in base64
        for done in [node.format(self._libs, cluster) for node in self.nodes]:
            if done.wait(timeout=60) != 0:
                raise RuntimeError((folder / "node0" / "format.log").read_text())
        for node in self.nodes:
            node.start(self._libs)
        self.wait()

    @property
    def bootstrap(self) -> str:
        """Every node's plain listener."""
        return ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)

    @property
    def sasl_bootstrap(self) -> str:
        """Every node's listener that asks for a password (SCRAM-SHA-512 or PLAIN)."""
        return ",".join(f"127.0.0.1:{node.sasl_port}" for node in self.nodes)

    @property
    def tls_bootstrap(self) -> str:
        """Every node's listener with TLS."""
        return ",".join(f"127.0.0.1:{node.tls_port}" for node in self.nodes)

    def freeze(self, number: int) -> None:
        """SIGSTOP one node: it stays connected and answers nothing."""
        self.nodes[number].signal(signal.SIGSTOP)

    def wait(self) -> None:
        """Return when every node that runs accepts connections."""
        until = time.monotonic() + UP_SECONDS
        for node in self.nodes:
            while node.process is not None and not node.listens():
                if node.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((node.folder / "server.log").read_text()[-3000:])
                time.sleep(0.1)

    def kill(self, number: int) -> None:
        """Kill -9 one node."""
        self.nodes[number].kill()

    def restart(self, number: int) -> None:
        """Start a killed node again on the same folder and port."""
        self.nodes[number].start(self._libs)
        self.wait()

    def stop(self) -> None:
        """Kill what was started."""
        for node in self.nodes:
            node.kill()
