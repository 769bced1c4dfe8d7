"""DuckDB's side of `benchmarks.casework.statistics_against_duckdb`: loads the files, runs the queries, prints times and rows."""
import json
import sys
import time

import duckdb

asked = json.load(sys.stdin)
connection = duckdb.connect()
for table in asked["tables"]:
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{asked['folder']}/{table}.csv', header = true)")
took, rows = [], []
for _ in range(asked["rounds"]):
    began = time.perf_counter()
    rows = [connection.execute(query).fetchall() for query in asked["queries"]]
    took.append((time.perf_counter() - began) * 1000)
json.dump({"ms": took, "rows": rows}, sys.stdout, default=str)
