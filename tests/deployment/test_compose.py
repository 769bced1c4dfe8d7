"""docker-compose.yml starts the whole platform, and every process gets the settings that it reads."""
import importlib.util
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import compose_spec
import psycopg
import pytest
import yaml

from cli.run.kafka import CACHE, fetch_jars, find_java
from cli.run.service_parts import settings_of
from services.gateway.edge.uploads import LARGEST_FILE
from shared.db.migrations import upgrade
from shared.service.settings import SettingsError
from shared.testing.temporary_server import as_role, libpq_url, replace_database, temporary_server
from tests.deployment.production import SERVICES, WORKERS, names_read
from tests.deployment.rendering import COMPOSE, ROOT, VARIABLE, interpolated, services

DEPLOY = ROOT / "deploy" / "compose"
PRODUCTION = {"PUBLIC_URL": "https://portaal.ontzorg.example", "SMS_URL": "https://sms.example/messages",
              "SMTP_URL": "smtp://mail.example:587"}
DEVELOPMENT = dict(line.split("=", 1) for line in (DEPLOY / "development.env").read_text().splitlines() if "=" in line)
SITUATIONS = pytest.mark.parametrize("variables", [DEVELOPMENT, PRODUCTION], ids=["development", "production"])
OWN = sorted([*SERVICES, *(f"{name}-worker" for name in WORKERS), *(f"{name}-migrate" for name in SERVICES)])
COMMON = {"ONTZORG_BUS_URL", "ONTZORG_ISSUER", "ONTZORG_JWKS_URL"}
"""Settings given to all processes, though the gateway reads none of them."""
MEDICAL = {"casework_medical_database_url"}
"""The secret of the medical store, which the worker has not."""
INFRASTRUCTURE = {"postgres", "kafka", "proxy", "mail", "prometheus", "grafana", "topics"}


@pytest.fixture(scope="module")
def secrets(tmp_path_factory) -> Path:
    """The secrets that the script generates."""
    spec = importlib.util.spec_from_file_location("make_secrets", DEPLOY / "make_secrets.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    folder = tmp_path_factory.mktemp("deploy") / "secrets"
    script.make(folder)
    return Path(folder)


def environment(service: dict[str, Any], secrets: Path) -> dict[str, str]:
    """Return the environment of a process, with secret paths on this machine."""
    assert None not in service["environment"].values(), "compose would take it from the shell"
    return {name: str(value).replace("/run/secrets", str(secrets)) for name, value in service["environment"].items()}


class TestComposeFile:
    @SITUATIONS
    def test_follows_the_compose_specification(self, variables):
        merged = yaml.safe_dump(yaml.safe_load(interpolated(variables)))

        compose_spec.PyOptions().from_yaml(merged).validate()

    def test_is_refused_with_a_misspelt_key(self):
        misspelt = yaml.safe_dump(yaml.safe_load(interpolated({}))).replace("depends_on:", "depend_on:", 1)

        with pytest.raises(ValueError, match="depend_on"):
            compose_spec.PyOptions().from_yaml(misspelt).validate()

    def test_has_web_worker_and_migration_of_every_service_and_their_dependencies(self):
        assert set(services({})) == set(OWN) | INFRASTRUCTURE

    def test_explains_every_variable_in_the_example(self):
        explained = set(re.findall(r"^# (\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

        assert explained == {found["name"] for found in VARIABLE.finditer(COMPOSE.read_text())}


class TestProcesses:
    @SITUATIONS
    @pytest.mark.parametrize("name", OWN)
    def test_get_all_settings_that_they_read(self, name, variables, secrets):
        service = name.split("-")[0]

        settings = settings_of(service, environment(services(variables)[name], secrets))

        assert f"@postgres/{service}" in settings.database_url
        if name in ("casework", "casework-migrate"):
            assert "//casework_medical:" in settings.further_stores["medical"]
        assert settings.port == 8000
        assert service == "gateway" or (settings.worker_port, settings.worker_bind) == (9100, "0.0.0.0")

    @pytest.mark.parametrize("name", OWN)
    def test_get_no_unused_setting(self, name):
        service = name.split("-")[0]
        given = {variable.removesuffix("_FILE") for variable in services({})[name]["environment"]}

        assert given - names_read(service) == (COMMON if service == "gateway" else set())

    @pytest.mark.parametrize("missing", ["SMS_URL", "SMTP_URL"])
    def test_refuse_production_without_a_provider(self, missing, secrets):
        rendered = services(PRODUCTION | {missing: ""})

        with pytest.raises(SettingsError, match=f"IDENTITY_{missing}"):
            settings_of("identity", environment(rendered["identity"], secrets))

    @pytest.mark.parametrize("name", OWN)
    def test_are_those_of_production_unless_the_environment_says_otherwise(self, name):
        assert services({})[name]["environment"]["ONTZORG_ENVIRONMENT"] == "production"
        assert services(DEVELOPMENT)[name]["environment"]["ONTZORG_ENVIRONMENT"] == "development"

    @pytest.mark.parametrize("name", OWN)
    def test_refuse_development_at_a_public_address(self, name, secrets):
        rendered = services(DEVELOPMENT | {"PUBLIC_URL": "https://portaal.ontzorg.example"})

        with pytest.raises(SettingsError, match="ONTZORG_ENVIRONMENT"):
            settings_of(name.split("-")[0], environment(rendered[name], secrets))

    @pytest.mark.parametrize("name", OWN)
    def test_run_without_privileges_on_the_host(self, name):
        process = services({})[name]

        assert process["read_only"] is True
        assert process["cap_drop"] == ["ALL"]
        assert process["security_opt"] == ["no-new-privileges:true"]
        assert "user" not in process, "the image's own numeric user"
        assert {"memory", "cpus"} <= set(process["deploy"]["resources"]["limits"])

    @pytest.mark.parametrize("name", [name for name in OWN if not name.endswith("-migrate")])
    def test_start_only_after_the_migration(self, name):
        migrate = f"{name.split('-')[0]}-migrate"

        assert services({})[name]["depends_on"][migrate] == {"condition": "service_completed_successfully"}

    @pytest.mark.parametrize("name", WORKERS)
    def test_of_a_worker_wait_for_the_topics(self, name):
        waits = services({})[f"{name}-worker"]["depends_on"]

        assert waits["topics"] == {"condition": "service_completed_successfully"}


class TestImages:
    def test_are_each_built_once_and_never_pulled(self):
        """Parallel builds of one image conflict, and an image of that name must never come from a registry."""
        own = {name: part for name, part in services({}).items() if part["image"].startswith("ontzorg/")}

        built = [part["image"] for part in own.values() if "build" in part]
        assert sorted(built) == [f"ontzorg/{name}:dev" for name in sorted(SERVICES)]
        assert {part["pull_policy"] for part in own.values()} == {"never"}
        assert set(own) == {*OWN, "topics"}


class TestParts:
    @pytest.mark.parametrize("name", sorted(INFRASTRUCTURE - {"topics"}))
    def test_of_third_parties_have_a_version_a_limit_a_health_check_and_a_restart_policy(self, name):
        part = services({})[name]

        assert re.fullmatch(r"[\w./-]+:v?\d+(\.\d+)+(-\w+)?", part["image"])
        assert {"healthcheck", "deploy"} <= set(part)
        assert part["restart"] == "unless-stopped"

    def test_are_published_on_this_machine_only(self):
        ports = [port for part in services({}).values() for port in part.get("ports", [])]

        assert ports
        assert all(port.startswith("127.0.0.1:") for port in ports)

    def test_keep_postgres_and_kafka_on_the_inner_network(self):
        found = services({})

        assert found["postgres"]["networks"] == found["kafka"]["networks"] == ["inside"]
        assert yaml.safe_load(interpolated({}))["networks"]["inside"] == {"internal": True}

    def test_wait_for_existing_parts_with_a_health_check(self):
        found = services({})

        for name, part in found.items():
            for other, waits in part.get("depends_on", {}).items():
                finishes = found[other].get("restart") == "on-failure"
                wanted = "service_completed_successfully" if finishes else "service_healthy"
                assert waits["condition"] == wanted, f"{name} waits for {other}"

    def test_mount_existing_files(self):
        mounts = [mount.split(":")[0] for part in services({}).values() for mount in part.get("volumes", [])]

        missing = {mount for mount in mounts if mount.startswith("./") and not (ROOT / mount).exists()}

        assert missing <= {"./deploy/compose/grafana/dashboards"}

    def test_of_prometheus_scrapes_every_web_and_worker(self):
        config = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())
        jobs = {job["job_name"]: job["static_configs"][0]["targets"] for job in config["scrape_configs"]}

        assert jobs["web"] == [*(f"{name}:8000" for name in WORKERS), "gateway:9100"]
        assert jobs["worker"] == [f"{name}-worker:9100" for name in WORKERS]


class TestEntrance:
    def test_is_the_proxy_alone(self):
        outside = {name for name, part in services({}).items() if part.get("ports")}

        assert outside == {"proxy", "mail", "prometheus", "grafana"}
        assert services({})["mail"]["profiles"] == ["development"]

    @SITUATIONS
    def test_has_one_address_in_all_settings(self, variables):
        rendered, public = services(variables), variables["PUBLIC_URL"]

        assert rendered["proxy"]["environment"] == {"PUBLIC_URL": public}
        assert rendered["gateway"]["environment"]["GATEWAY_PUBLIC_URL"] == public
        assert {rendered[name]["environment"]["ONTZORG_ISSUER"] for name in OWN} == {f"{public}/id"}
        assert rendered["proxy"]["ports"] == [f"127.0.0.1:{port}:{port}" for port in [urlsplit(public).port or 443]]

    def test_accepts_files_of_the_same_size_as_the_gateway(self):
        sizes = re.findall(r"(?:max_size|request_buffers) (\d+)MB", (DEPLOY / "caddy" / "Caddyfile").read_text())

        assert [int(size) * 1_000_000 for size in sizes] == [LARGEST_FILE] * 2


class TestSecrets:
    def test_equal_the_generated_ones(self, secrets):
        declared = yaml.safe_load(interpolated({}))["secrets"]

        assert {name: entry["file"] for name, entry in declared.items()} == {
            path.name: f"./deploy/compose/secrets/{path.name}" for path in secrets.iterdir()}

    def test_are_mounted_only_where_they_are_read(self):
        identity, gateway = ({f"{name}_secret", "portal_client_secret"} for name in ("identity", "gateway"))
        own = {"identity": identity, "identity-worker": identity, "identity-migrate": identity, "gateway": gateway,
               "gateway-migrate": gateway, "casework": MEDICAL, "casework-migrate": MEDICAL}

        for name in OWN:
            service = name.split("-")[0]
            assert set(services({})[name]["secrets"]) == {f"{service}_database_url"} | own.get(name, set())

    def test_are_kept_when_generated_again(self, secrets):
        before = {path.name: path.read_text() for path in secrets.iterdir()}
        spec = importlib.util.spec_from_file_location("again", DEPLOY / "make_secrets.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)

        made = script.make(secrets)

        assert made == []
        assert {path.name: path.read_text() for path in secrets.iterdir()} == before
        assert secrets.stat().st_mode & 0o077 == 0


class TestDatabases:
    def test_are_made_for_each_service_and_closed_to_the_others(self, secrets, tmp_path):
        script = tmp_path / "10-databases.sh"
        script.write_text((DEPLOY / "postgres" / script.name).read_text().replace("/run/secrets", str(secrets)))
        owners = "SELECT datname, pg_get_userbyid(datdba) FROM pg_database WHERE datname = ANY(%s)"
        entering = "SELECT has_database_privilege(%s, %s, 'CONNECT')"

        with temporary_server() as server:
            host = parse_qs(urlsplit(server.url).query)["host"][0]
            environ = os.environ | {"PATH": f"{server.programs}:{os.environ['PATH']}", "PGHOST": host}
            for _ in range(2):  # the second time by hand, after an update
                subprocess.run(["bash", str(script)], env=environ, check=True, capture_output=True)
            with psycopg.connect(libpq_url(server.url)) as connection:
                made = connection.execute(owners, [list(SERVICES)]).fetchall()
                open_to = {(role, name) for role in (*SERVICES, "casework_medical") for name in SERVICES
                           if connection.execute(entering, [role, name]).fetchone() == (True,)}
            url = replace_database(server.url, "casework")
            upgrade("casework", as_role(url, "casework_medical"), store="medical")
            with psycopg.connect(libpq_url(as_role(url, "casework"))) as ordinary, pytest.raises(
                    psycopg.errors.InsufficientPrivilege):
                ordinary.execute("SELECT * FROM medical.entry")

        assert sorted(made) == [(name, name) for name in sorted(SERVICES)]
        assert open_to == {(name, name) for name in SERVICES} | {("casework_medical", "casework")}


class TestSettingsOfOthers:
    @pytest.mark.promtool
    def test_of_prometheus_are_valid(self):
        checked = subprocess.run(["promtool", "check", "config", "--syntax-only", str(DEPLOY / "prometheus" / "prometheus.yml")],
                                 capture_output=True, text=True, check=False)

        assert checked.returncode == 0, checked.stdout + checked.stderr

    @pytest.mark.kafka
    def test_of_kafka_format_a_new_volume(self, tmp_path):
        part = services({})["kafka"]["environment"]
        settings = {name.removeprefix("KAFKA_").lower().replace("_", "."): value for name, value in part.items()
                    if name.startswith("KAFKA_") and name != "KAFKA_HEAP_OPTS"}
        file = tmp_path / "server.properties"
        file.write_text("\n".join(f"{name}={value}" for name, value in (settings | {"log.dirs": tmp_path / "data"}).items()))
        fetch_jars()

        formatted = subprocess.run([find_java(), "-cp", f"{CACHE}/libs/*", "kafka.tools.StorageTool", "format",
                                    "-t", part["CLUSTER_ID"], "-c", str(file)], capture_output=True, text=True, check=False)

        assert formatted.returncode == 0, formatted.stdout + formatted.stderr
        assert "unknown" not in (formatted.stdout + formatted.stderr).lower()
