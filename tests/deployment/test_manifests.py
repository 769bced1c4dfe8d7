"""The rendered manifests are valid for Kubernetes and the operators, and give services what they need."""
import copy
import re
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
import yaml

from cli.generate.dashboards.writing import BOARDS, file_of, json_of
from cli.run import kafka_security
from cli.run.service_parts import settings_of
from services.gateway.edge.protection import OF_PROGRAMS
from services.gateway.edge.uploads import LARGEST_FILE
from services.identity.oauth.access_tokens import BUS_AUDIENCE
from tests.deployment.cluster import OVERLAYS, complaint, named, of_kind, pod_of, rendered, workloads
from tests.deployment.production import ROOT, SERVICES, WORKERS, names_read

pytestmark = [pytest.mark.kustomize, pytest.mark.parametrize("overlay", OVERLAYS)]

WIRING = {"DATABASE_SECRET", "OWN_SECRET", "BUS_USER"}
"""Read by kustomize (parts/wiring), not by a process."""
PLATFORM = "platform"
"""The ConfigMap with the settings that all processes get, though the gateway does not read all of them."""
GRACE = {"web": 30, "worker": 120}
SECRET_FILES = {
    "database": {"uri": "postgresql://app:s3cret@db-rw:5432/app"}, "bus": {"password": "s3cret"},
    "medical": {"uri": "postgresql://casework_medical:s3cret@db-rw:5432/app"},
    "bus-ca": {"ca.crt": "-----BEGIN CERTIFICATE-----"},
    "own": {"secret": token_urlsafe(32), "portal_client_secret": token_urlsafe(32),
            "smtp_url": "smtp://mail:587", "sms_token": "t0ken"},
}


@pytest.fixture(scope="module")
def secret_files(tmp_path_factory) -> Path:
    """The secrets as files, as a pod mounts them."""
    folder = tmp_path_factory.mktemp("run") / "secrets"
    for name, files in SECRET_FILES.items():
        for file, value in files.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / file).write_text(value)
    return Path(folder)


def service_of(workload: dict[str, Any]) -> str:
    """Return the service of a workload."""
    return str(workload["metadata"]["labels"]["app.kubernetes.io/name"])


def containers(workload: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the containers of its pod, including init containers."""
    spec = pod_of(workload)["spec"]
    return [*spec.get("initContainers", []), *spec["containers"]]


def settings_maps(overlay: str) -> list[dict[str, Any]]:
    """Return the ConfigMaps with the settings of the platform and of each service."""
    return [one for one in of_kind(overlay, "ConfigMap") if re.match(rf"{PLATFORM}-|\w+-settings-", one["metadata"]["name"])]


def named_by_prefix(overlay: str, prefix: str) -> dict[str, Any]:
    """Return the ConfigMap whose name is a prefix plus a hash."""
    return next(one for one in settings_maps(overlay) if one["metadata"]["name"].startswith(prefix))


def keys_of(overlay: str, volume: dict[str, Any]) -> set[str]:
    """Return the files of a mounted secret, from the secret store unless an operator creates it."""
    if "secret" not in volume:
        return set()
    if "items" in volume["secret"]:
        return {item["path"] for item in volume["secret"]["items"]}
    return {one["secretKey"] for made in of_kind(overlay, "ExternalSecret") for one in made["spec"]["data"]
            if made["spec"]["target"]["name"] == volume["secret"]["secretName"]}


def environ_of(overlay: str, container: dict[str, Any], secret_files: Path) -> dict[str, str]:
    """Return the environment of a process."""
    found: dict[str, str] = {}
    for source in container["envFrom"]:
        found |= named(overlay, "ConfigMap", source["configMapRef"]["name"])["data"]
    found |= {each["name"]: each["value"] for each in container.get("env", []) if "value" in each}
    return {name: value.replace("/run/secrets", str(secret_files)) for name, value in found.items()}


class TestManifests:
    def test_follow_their_schemas_without_unknown_fields(self, overlay):
        assert [found for found in map(complaint, rendered(overlay)) if found] == []

    @pytest.mark.parametrize("kind", ["Deployment", "NetworkPolicy", "Cluster", "Kafka", "ScaledObject", "PodMonitor",
                                      "ExternalSecret", "KafkaNodePool", "ScheduledBackup", "TriggerAuthentication"])
    def test_are_refused_with_a_misspelt_field(self, overlay, kind):
        wrong = copy.deepcopy(of_kind(overlay, kind)[0])
        wrong["spec"]["speling"] = 1

        assert "speling" in (complaint(wrong) or "")

    def test_hold_no_secret(self, overlay):
        assert of_kind(overlay, "Secret") == []
        assert not re.search(r"password: \S+@|://[^\s/:]+:[^\s/@]+@", yaml.safe_dump(rendered(overlay)))

    def test_are_all_in_one_namespace(self, overlay):
        namespaces = {one["metadata"].get("namespace") for one in rendered(overlay) if one["kind"] != "Namespace"}

        assert namespaces == {"ontzorg"}

    def test_refer_only_to_existing_resources(self, overlay):
        made = {(one["kind"], one["metadata"]["name"]) for one in rendered(overlay)}

        for scaled in of_kind(overlay, "HorizontalPodAutoscaler", "ScaledObject"):
            target = scaled["spec"]["scaleTargetRef"]
            assert (target["kind"], target["name"]) in made
        for backup in of_kind(overlay, "ScheduledBackup"):
            assert ("Cluster", backup["spec"]["cluster"]["name"]) in made
        for rule in (rule for one in of_kind(overlay, "Ingress") for rule in one["spec"]["rules"]):
            for path in rule["http"]["paths"]:
                assert ("Service", path["backend"]["service"]["name"]) in made


class TestProcesses:
    def test_include_web_worker_and_jobs_of_every_service(self, overlay):
        made = {(one["kind"], one["metadata"]["name"]) for one in workloads(overlay)}

        webs = {("Deployment", f"{name}-web") for name in SERVICES} | {("Job", f"{name}-migrate") for name in SERVICES}
        workers = {("StatefulSet", f"{name}-worker") for name in WORKERS} | {("CronJob", f"{name}-jobs") for name in WORKERS}
        assert made == webs | workers

    def test_get_all_settings_that_they_read(self, overlay, secret_files):
        for workload in workloads(overlay):
            service = service_of(workload)
            for container in containers(workload):
                settings = settings_of(service, environ_of(overlay, container, secret_files))

                assert settings.environment == "production"
                assert settings.database_url == SECRET_FILES["database"]["uri"]
                if service == "casework":
                    has_all = workload["kind"] in ("Deployment", "Job")
                    assert settings.further_stores == ({"medical": SECRET_FILES["medical"]["uri"]} if has_all else {})
                assert service == "gateway" or (settings.jobs, settings.worker_port) == ("cron", 9100)

    def test_have_a_sender_of_mail(self, overlay):
        sender = named_by_prefix(overlay, "identity-settings-")["data"]["IDENTITY_MAIL_FROM"]
        address = named(overlay, "Ingress", "gateway-web")["spec"]["rules"][0]["host"]

        assert re.fullmatch(r"[^<>]+ <[^<>@ ]+@([^<>@ ]+)>", sender)[1] == address.removeprefix("portaal.")

    def test_have_every_placeholder_listed_in_the_overlay(self, overlay):
        to_replace = re.compile(r"[\w.-]+\.example\b|s3://[\w-]+/")
        chosen = (ROOT / "deploy/k8s/overlays" / overlay / "kustomization.yaml").read_text()

        assert set(to_replace.findall(yaml.safe_dump(rendered(overlay)))) <= set(to_replace.findall(chosen))

    def test_get_no_unused_setting(self, overlay):
        for settings in settings_maps(overlay):
            owner = settings["metadata"]["name"].split("-")[0]
            given = {name.removesuffix("_FILE") for name in settings["data"]}
            read = set[str]().union(*map(names_read, SERVICES)) if owner == PLATFORM else names_read(owner)

            assert given - read <= WIRING

    def test_find_every_file_that_a_setting_names(self, overlay):
        for workload in workloads(overlay):
            volumes = {volume["name"]: volume for volume in pod_of(workload)["spec"]["volumes"]}
            for container in containers(workload):
                there = {f"{mount['mountPath']}/{key}" for mount in container["volumeMounts"]
                         for key in keys_of(overlay, volumes[mount["name"]])}
                values = environ_of(overlay, container, Path("/run/secrets")).values()
                files = {path for value in values for path in re.findall(r"/run/secrets/[\w./-]+", value)}
                if container["args"] != ["worker"]:  # only relay and consumer go to the bus
                    files = {path for path in files if not path.startswith("/run/secrets/bus")}

                assert files <= there

    def test_wait_for_resources_that_an_operator_still_creates(self, overlay):
        for workload in of_kind(overlay, "StatefulSet"):
            secrets = [volume["secret"] for volume in pod_of(workload)["spec"]["volumes"] if "secret" in volume]

            assert {one["secretName"].split("-")[-1] for one in secrets if one.get("optional")} == {"own"}

    def test_use_only_their_own_secrets(self, overlay):
        for workload in workloads(overlay):
            service, volumes = service_of(workload), pod_of(workload)["spec"]["volumes"]
            named_secrets = {volume["secret"]["secretName"] for volume in volumes if "secret" in volume}

            assert named_secrets <= {f"{service}-db-app", f"{service}-own", f"{service}-medical", service,
                                     "ontzorg-cluster-ca-cert"}

    def test_give_the_credentials_of_the_medical_store_to_web_and_migration_alone(self, overlay):
        given = {(one["kind"], one["metadata"]["name"]) for one in workloads(overlay)
                 for volume in pod_of(one)["spec"]["volumes"] if volume.get("secret", {}).get("secretName") == "casework-medical"}
        cluster = named(overlay, "Cluster", "casework-db")["spec"]

        assert given == {("Deployment", "casework-web"), ("Job", "casework-migrate")}
        assert [role["name"] for role in cluster["managed"]["roles"]] == ["casework_medical"]
        assert cluster["bootstrap"]["initdb"]["postInitApplicationSQL"] == [
            "CREATE ROLE casework_medical", "CREATE SCHEMA medical AUTHORIZATION casework_medical"]

    def test_start_with_commands_of_the_entry_point(self, overlay):
        from cli.run.serve import ROLES

        roles = {container["args"][0] for workload in workloads(overlay) for container in containers(workload)}

        assert roles == set(ROLES)

    def test_run_without_privileges_and_without_cluster_credentials(self, overlay):
        for workload in workloads(overlay):
            spec = pod_of(workload)["spec"]
            security = spec["securityContext"]

            assert spec["automountServiceAccountToken"] is False
            assert (security["runAsNonRoot"], security["runAsUser"]) == (True, 10001)
            assert security["seccompProfile"] == {"type": "RuntimeDefault"}
            for container in containers(workload):
                own = container["securityContext"]
                assert (own["readOnlyRootFilesystem"], own["allowPrivilegeEscalation"]) == (True, False)
                assert own["capabilities"] == {"drop": ["ALL"]}
                assert container["resources"]["limits"]["memory"]
                assert container["resources"]["requests"]["cpu"]

    def test_run_a_version_of_the_image_of_their_service(self, overlay):
        for workload in workloads(overlay):
            for container in containers(workload):
                image = rf"registry\.ontzorg\.example/ontzorg/{service_of(workload)}:\d+\.\d+\.\d+(-rc\.\d+)?"
                assert re.fullmatch(image, container["image"])

    @pytest.mark.parametrize("role", ["web", "worker"])
    def test_that_run_permanently_have_probes_and_a_grace_period(self, overlay, role):
        kind = "Deployment" if role == "web" else "StatefulSet"
        for workload in of_kind(overlay, kind):
            spec = pod_of(workload)["spec"]
            [container] = spec["containers"]

            assert spec["terminationGracePeriodSeconds"] == GRACE[role]
            assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
            assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
            assert "startupProbe" in container
            assert spec["topologySpreadConstraints"]
            assert [first["args"] for first in spec["initContainers"]] == [["await-migration"]]

    def test_of_a_worker_keep_their_member_name_over_restarts(self, overlay):
        for workload in of_kind(overlay, "StatefulSet"):
            [container] = pod_of(workload)["spec"]["containers"]
            [member] = [one for one in container["env"] if one["name"] == "ONTZORG_MEMBER"]

            assert member["valueFrom"]["fieldRef"]["fieldPath"] == "metadata.labels['apps.kubernetes.io/pod-index']"

    def test_scale_with_the_lag_of_their_group_up_to_the_number_of_partitions(self, overlay):
        for service in WORKERS:
            scaled = named(overlay, "ScaledObject", f"{service}-worker")["spec"]

            assert scaled["triggers"][0]["metadata"]["consumerGroup"] == service
            assert scaled["maxReplicaCount"] <= 6

    def test_on_a_schedule_run_in_dutch_time_without_overlap_with_a_deadline_and_kept_logs(self, overlay):
        for cron in of_kind(overlay, "CronJob"):
            job = cron["spec"]["jobTemplate"]["spec"]

            assert (cron["spec"]["timeZone"], cron["spec"]["concurrencyPolicy"]) == ("Europe/Amsterdam", "Forbid")
            assert job["activeDeadlineSeconds"] < 5 * 3600, "one that hangs would hold up all that come after it"
            assert pod_of(cron)["spec"]["restartPolicy"] == "Never", "a pod that is started again loses the log of its failure"

    def test_survive_the_drain_of_a_node(self, overlay):
        budgets = {one["metadata"]["name"]: one["spec"] for one in of_kind(overlay, "PodDisruptionBudget")}

        for workload in of_kind(overlay, "Deployment", "StatefulSet"):
            budget = budgets[workload["metadata"]["name"]]
            assert budget["selector"]["matchLabels"] == workload["spec"]["selector"]["matchLabels"]

    def test_select_their_own_pods_only(self, overlay):
        for workload in of_kind(overlay, "Deployment", "StatefulSet"):
            wanted = workload["spec"]["selector"]["matchLabels"]
            chosen = [other["metadata"]["name"] for other in workloads(overlay)
                      if wanted.items() <= pod_of(other)["metadata"]["labels"].items()]

            assert chosen == [workload["metadata"]["name"]]


class TestDatabases:
    def test_run_an_image_with_the_tools_of_their_backup(self, overlay):
        for cluster in of_kind(overlay, "Cluster"):
            assert "barmanObjectStore" in cluster["spec"]["backup"]
            assert re.search(r":18\.\d+-system-", cluster["spec"]["imageName"]), "others hold no Barman: WAL would fill the disk"

    def test_with_one_instance_allow_the_drain_of_their_node(self, overlay):
        for cluster in of_kind(overlay, "Cluster"):
            assert cluster["spec"]["instances"] > 1 or cluster["spec"]["enablePDB"] is False


class TestKafka:
    def test_accepts_clients_named_by_the_network_policy(self, overlay):
        """Strimzi generates its own policy, which admits all clients unless they are listed here; policies are additive."""
        listeners = {one["name"]: one for one in named(overlay, "Kafka", "ontzorg")["spec"]["kafka"]["listeners"]}
        ingress = named(overlay, "NetworkPolicy", "kafka")["spec"]["ingress"]
        [ours] = [rule["from"] for rule in ingress if rule.get("ports") == [{"port": 9093}]]

        assert listeners["services"]["networkPolicyPeers"] == ours
        assert "networkPolicyPeers" not in listeners["partners"]


    def test_checks_the_tokens_of_partners_as_the_guarded_broker_of_the_tests_does(self, overlay):
        kafka = named(overlay, "Kafka", "ontzorg")["spec"]["kafka"]
        [partners] = [one["authentication"] for one in kafka["listeners"] if one["name"] == "partners"]
        [properties] = [one["spec"]["jvmOptions"]["javaSystemProperties"] for one in of_kind(overlay, "KafkaNodePool")]
        options = {name.removeprefix("oauthbearer."): value for name, value in partners["listenerConfig"].items()}
        tried = set(re.findall(r"^listener\.name\.secure\.oauthbearer\.([\w.]+)=", kafka_security._PROPERTIES, re.MULTILINE))

        assert tried <= options.keys()
        assert options["sasl.oauthbearer.expected.audience"] == BUS_AUDIENCE
        assert {one["name"]: one["value"] for one in properties} == {
            "org.apache.kafka.sasl.oauthbearer.allowed.urls": options["sasl.oauthbearer.jwks.endpoint.url"]}


class TestEntrance:
    def test_accepts_files_of_the_same_size_as_the_gateway(self, overlay):
        size = named(overlay, "Ingress", "gateway-web")["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]

        assert int(size.removesuffix("m")) * 1024 * 1024 > LARGEST_FILE

    def test_redirects_pages_and_no_calls_to_tls(self, overlay):
        pages, programs = (named(overlay, "Ingress", f"gateway-{name}") for name in ("web", "programs"))

        setting = "nginx.ingress.kubernetes.io/ssl-redirect"
        assert (pages["metadata"]["annotations"].get(setting), programs["metadata"]["annotations"][setting]) == (None, "false")
        assert pages["spec"]["tls"] == programs["spec"]["tls"]
        assert pages["metadata"]["annotations"]["cert-manager.io/cluster-issuer"] == "letsencrypt"
        assert {path["path"] for path in programs["spec"]["rules"][0]["http"]["paths"]} == {
            address.rstrip("/") for address in OF_PROGRAMS}

    @pytest.mark.parametrize("path", ["/metrics", "/health"])
    def test_hides_health_and_metrics_of_the_gateway(self, overlay, path):
        [rule] = named(overlay, "Ingress", "gateway-web")["spec"]["rules"]
        [backend] = [one["backend"]["service"]["name"] for one in rule["http"]["paths"] if one["path"] == path]

        wanted = named(overlay, "Service", backend)["spec"]["selector"].items()
        reached = [one for one in workloads(overlay) if wanted <= pod_of(one)["metadata"]["labels"].items()]
        assert reached == []


class TestAddresses:
    def test_agree_between_gateway_services_ingress_and_kafka(self, overlay):
        host = named(overlay, "Ingress", "gateway-web")["spec"]["rules"][0]["host"]
        settings = {name: value for one in settings_maps(overlay) for name, value in one["data"].items()}
        issuers = {one["data"].get("ONTZORG_ISSUER") for one in settings_maps(overlay)} - {None}
        partners = named(overlay, "Kafka", "ontzorg")["spec"]["kafka"]["listeners"][1]["authentication"]["listenerConfig"]

        assert settings["GATEWAY_PUBLIC_URL"] == f"https://{host}"
        assert issuers == {f"https://{host}/id"} == {partners["sasl.oauthbearer.expected.issuer"]}

    def test_within_the_cluster_are_existing_services(self, overlay):
        made = {one["metadata"]["name"] for one in of_kind(overlay, "Service")} | {"ontzorg-kafka-bootstrap"}

        for one in settings_maps(overlay):
            inside = [value for value in one["data"].values() if re.match(r"(http|kafka)://", value)]
            hosts = {re.split("[:/]+", value)[1] for value in inside}
            assert {host.format(service=service) for host in hosts for service in WORKERS} <= made


class TestWrittenManifests:
    def test_of_alerts_equal_the_prometheus_rules(self, overlay):
        from cli.generate.alert_rules import MANIFEST, manifest

        assert MANIFEST.read_text() == manifest(), "run: python -m cli.generate.alert_rules"
        assert named(overlay, "PrometheusRule", "ontzorg")["spec"]["groups"]

    def test_of_dashboards_equal_those_of_compose(self, overlay):
        found = named(overlay, "ConfigMap", "ontzorg-dashboards")

        assert found["data"] == {file_of(board).name: json_of(board) for board in BOARDS}
        assert found["metadata"]["labels"] == {"grafana_dashboard": "1"}

    def test_of_topics_and_users_are_included(self, overlay):
        users = {one["metadata"]["name"] for one in of_kind(overlay, "KafkaUser")}
        cluster = {one["metadata"]["labels"]["strimzi.io/cluster"] for one in of_kind(overlay, "KafkaUser", "KafkaTopic")}

        assert users == set(WORKERS)
        assert cluster == {named(overlay, "Kafka", "ontzorg")["metadata"]["name"]}
