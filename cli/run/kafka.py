"""Starts a single-node Apache Kafka for `--kafka` and for tests; Maven downloads the jars once."""
import base64
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from cli.run.kafka_security import Security

CACHE = Path(__file__).resolve().parents[2] / ".kafka"
"""Jars and class archive, shared by all brokers of this project; git ignores it."""

_POM = """<project><modelVersion>4.0.0</modelVersion>
 <groupId>local</groupId><artifactId>kafka-dist</artifactId><version>1</version><packaging>pom</packaging><dependencies>
 <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.0</version></dependency>
 <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.25.1</version>
 </dependency>
 <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId>
 <version>2.25.1</version></dependency></dependencies></project>
"""

_LOGGING = """appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.console.ref=console
"""

# The short session reduces a start after kill -9 from eleven to three seconds.
_SERVER = """node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
log.dirs={data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
"""

_OPEN = """process.roles=broker,controller
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
"""

_JVM = ("-Xms128m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_CLASSES = (f"-Dlog4j2.configurationFile={CACHE / 'log4j2.properties'}", "-cp", f"{CACHE / 'libs'}/*")
_OLDEST_JAVA = 17
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0


class KafkaUnavailable(Exception):
    """Apache Kafka cannot run here; the message is one sentence for the user."""


class KafkaBroker:
    """One broker with its data in `directory`, which may contain the data of an earlier run.

    :param port: port of the client listener; None chooses a free one, which a restart of this object keeps
    :param security: authentication and rights; None permits everything to everybody
    :param in_child: called in the new process before it executes the broker
    """

    def __init__(self, directory: Path, port: int | None = None, security: Security | None = None, *,
                 in_child: Callable[[], None] | None = None) -> None:
        self._security = security
        self._in_child = in_child
        self._directory = directory.resolve()
        self._port = port or _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._new_archive: Path | None = None

    @property
    def url(self) -> str:
        """The URL for `open_bus`."""
        return f"kafka://{self.bootstrap}"

    @property
    def bootstrap(self) -> str:
        """Address of the client listener, `host:port`."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process else None

    def how_ended(self) -> int | None:
        """Exit code, or minus the signal; None while it runs and after `stop`."""
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Start and wait until clients can connect.

        :raises KafkaUnavailable: if Java, Maven or a port is missing, or the broker stops by itself
        """
        java = find_java()
        fetch_jars()
        self._directory.mkdir(parents=True, exist_ok=True)
        data = self._directory / "data"
        controller = _free_port()
        settings = _SERVER.format(controller=controller, data=data)
        settings += (self._security.properties(self._port, controller) if self._security
                     else _OPEN.format(port=self._port, controller=controller))
        (self._directory / "server.properties").write_text(settings)
        if not (data / "meta.properties").exists():
            self._format(java)
        guards = self._security.jvm_options if self._security else ()
        with (self._directory / "kafka.log").open("ab") as output:
            self._process = subprocess.Popen(
                [java, *_JVM, *self._archive_options(), *guards, *_CLASSES, "kafka.Kafka", self._settings()],
                stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True,
                preexec_fn=self._in_child)
        self._wait_until_ready(self._process)

    def _settings(self) -> str:
        return str(self._directory / "server.properties")

    def _format(self, java: str) -> None:
        cluster = base64.urlsafe_b64encode(b"\x00" + uuid.uuid4().bytes[1:]).decode().rstrip("=")
        command = [java, *_JVM, *_CLASSES, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", self._settings()]
        command += self._security.format_options if self._security else ()
        _run(command, f"Apache Kafka could not prepare {self._directory / 'data'}")

    def _archive_options(self) -> list[str]:
        """JVM options for the archive of loaded classes, which halves the start time; the first run creates it."""
        archive = CACHE / "kafka.jsa"
        if archive.exists():
            self._new_archive = None
            return [f"-XX:SharedArchiveFile={archive}", "-Xlog:cds=off"]
        self._new_archive = CACHE / f"kafka-{uuid.uuid4().hex}.jsa"
        return [f"-XX:ArchiveClassesAtExit={self._new_archive}", "-Xlog:cds=off"]

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        self.kill()
        raise KafkaUnavailable(f"Apache Kafka did not start on port {self._port}; see {self._directory / 'kafka.log'}.")

    def stop(self) -> None:
        """Stop cleanly, or by force after a while; no effect if it does not run."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None
        self._keep_archive()

    def kill(self) -> None:
        """Kill the process, like a crash; the data stays."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _keep_archive(self) -> None:
        if self._new_archive is not None and self._new_archive.exists():
            os.replace(self._new_archive, CACHE / "kafka.jsa")

    def __enter__(self) -> "KafkaBroker":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def find_java() -> str:
    """Path of a Java that is new enough.

    :raises KafkaUnavailable: if there is none
    """
    java = shutil.which("java")
    if java is None:
        raise KafkaUnavailable(f"Apache Kafka needs Java {_OLDEST_JAVA} or newer, and there is no java on the PATH.")
    shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', shown)
    if version is None or int(version[1]) < _OLDEST_JAVA:
        raise KafkaUnavailable(f"Apache Kafka needs Java {_OLDEST_JAVA} or newer, and {java} is older.")
    return java


def fetch_jars() -> None:
    """Download Apache Kafka's jars into the cache, the first time only.

    :raises KafkaUnavailable: if Maven is missing or the download fails
    """
    libraries = CACHE / "libs"
    CACHE.mkdir(exist_ok=True)
    (CACHE / "log4j2.properties").write_text(_LOGGING)
    if libraries.is_dir():
        return
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailable("Apache Kafka needs Maven for its first download, and there is no mvn on the PATH.")
    (CACHE / "pom.xml").write_text(_POM)
    partial = CACHE / f"libs-{uuid.uuid4().hex}"
    command = [maven, "-q", "-B", "-f", str(CACHE / "pom.xml"), "dependency:copy-dependencies",
               f"-DoutputDirectory={partial}", "-DincludeScope=runtime"]
    try:
        _run(command, "Apache Kafka could not be downloaded")
        if not libraries.is_dir():  # another process may have downloaded them meanwhile
            partial.rename(libraries)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _run(command: list[str], failure: str) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        said = (result.stdout + result.stderr).strip().splitlines()
        raise KafkaUnavailable(f"{failure}: {said[0] if said else f'exit code {result.returncode}'}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
