"""Rows a second of an import of employees, with checks, history and events, against bare csv and executemany in the same run.

Both read the same file into the same PostgreSQL. The bare contestant writes employee and wage, and checks nothing.
"""
import argparse
import csv
import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg

from benchmarks.outcome import report
from services.absence.import_worker import ImportWorker
from shared.db.migrations import upgrade
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.testing.service import EMPLOYER, Issuer, Service
from shared.testing.temporary_server import TemporaryServer, libpq_url
from tests.support.services import parts_of

HEAD = "Personeelsnummer;Roepnaam;Voorvoegsel;Achternaam;Geboortedatum;Datum in dienst;Jaarloon;Uren per week;Functie;Afdeling"
RIGHTS = ("EMPLOYEE_DATA",)


def main() -> None:
    """Import once, import the same file again, and write the rows bare."""
    rows = _rows_asked()
    file = "\n".join([HEAD, *(f"{n};Anna;van den;Berg{chr(97 + n % 26)};04-05-1988;01-01-2020;{30_000 + n % 9_000},00;36,5;"
                              "Bakker;Productie" for n in range(1, rows + 1))])
    with _service() as service:
        answered, imported = _import(service, file, "added", rows)
        _, again = _import(service, file, "unchanged", rows)
        bare = _bare(service.database.url, file)
    ratio = imported / bare
    report("import_against_bare", {
        "rows": rows, "answered_s": round(answered, 2), "imported_s": round(imported, 1), "again_s": round(again, 1),
        "bare_s": round(bare, 2)},
        f"{rows:,} rows: answered in {answered:.1f} s, imported in {imported:.1f} s ({rows / imported:,.0f} rows a second), "
        f"again unchanged in {again:.1f} s; bare {bare:.1f} s; RATIO {ratio:.1f}")


def _rows_asked() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    return int(parser.parse_args().rows)


@contextmanager
def _service() -> Iterator[Service]:
    """Absence on a database of its own, with an employer that has a policy."""
    with tempfile.TemporaryDirectory() as folder:
        server = TemporaryServer(Path(folder))
        try:
            url = server.new_database("absence")
            upgrade("absence", url)
            service = Service(parts_of("absence"), url, Issuer(), date(2026, 3, 2))
            service.deliver(PolicyAccepted(
                policy_number="P-1", employer_id=EMPLOYER, company_name="Bakkerij", postcode="4331 LK", iban="NL91ABNA0417164300",
                version=1, valid_from=date(2020, 1, 1), terms=PolicyTerms(), guidance_from=date(2020, 1, 1)))
            yield service
        finally:
            server.stop()


def _import(service: Service, file: str, result: str, rows: int) -> tuple[float, float]:
    """Return the seconds until the file was answered, and until its last row had its result."""
    began = time.monotonic()
    sent = service.request("POST", "/v1/employee-imports", rights=RIGHTS, data=file.encode(), content_type="text/csv")
    answered = time.monotonic() - began
    worker = ImportWorker(service.database)
    while worker.take_chunk():
        pass
    seconds = time.monotonic() - began
    done = service.get(f"/v1/employee-imports/{sent.json['import_id']}", rights=RIGHTS).json
    if done[result] != rows:
        raise RuntimeError(f"{done}")
    return answered, seconds


def _bare(url: str, file: str) -> float:
    """Return the seconds of a program without checks."""
    began = time.monotonic()
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))[1:]
    with psycopg.connect(libpq_url(url)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_employee (number text PRIMARY KEY, first text, infix text, last text, born date,"
                       " since date, function text, department text)")
        cursor.execute("CREATE TABLE bare_wage (number text, since date, wage numeric, hours numeric,"
                       " PRIMARY KEY (number, since))")
        cursor.execute("SET datestyle = 'ISO, DMY'")
        cursor.executemany("INSERT INTO bare_employee VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                           [(*row[:6], *row[8:]) for row in rows])
        cursor.executemany("INSERT INTO bare_wage VALUES (%s, %s, %s, %s)",
                           [(row[0], row[5], row[6].replace(",", "."), row[7].replace(",", ".")) for row in rows])
    return time.monotonic() - began


if __name__ == "__main__":
    main()
