"""What a document costs: an income effect sheet, an overview of some rows and one of the most rows; time and memory."""
import resource
import statistics
import time
from datetime import date

from benchmarks.outcome import percentile, report
from shared.documents.blocks import Document, Facts, Heading, Table
from shared.documents.pdf import to_pdf

TIMES = 20
MONTHS, COLUMNS = 24, 13
KINDS = {"sheet": (MONTHS, 5), "overview of 20 rows": (20, COLUMNS), "overview of 200 rows": (200, COLUMNS)}


def document(rows: int, columns: int) -> Document:
    """A document with one table, in the size of the real ones."""
    table = Table("Regels", [f"Kolom {at}" for at in range(columns)],
                  [[f"waarde {row}", *(f"{row * at}" for at in range(1, columns))] for row in range(rows)])
    return Document(title="Overzicht", about=Facts([("Periode", "2026")]), made_on=date(2026, 6, 15), is_wide=columns > 6,
                    blocks=[Heading("Regels"), table])


def main() -> None:
    """Make each document some times, one after the other."""
    for name, size in KINDS.items():
        asked, took, before = document(*size), [], _cpu_ms()
        for _ in range(TIMES):
            start = time.perf_counter()
            content = to_pdf(asked)
            took.append((time.perf_counter() - start) * 1000)
        cpu = round((_cpu_ms() - before) / TIMES)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        report("documents", {"kind": name, "p50_ms": round(statistics.median(took)), "p95_ms": round(percentile(took, 95)),
                             "cpu_ms": cpu, "bytes": len(content), "most_mb": memory},
               f"{name}: {statistics.median(took):.0f} ms, {cpu} ms of processor time, {memory} MB")


def _cpu_ms() -> float:
    """Processor time of the ended processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


if __name__ == "__main__":
    main()
