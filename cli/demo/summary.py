"""The result of a case as text."""
from typing import Any


def summary_of(result: dict[str, Any]) -> str:
    """A few lines per part."""
    lines = [f"Case {result['case']} on {result['platform']['database']}, bus {result['platform']['bus']}"]
    lines += [f"  absence  {row['absence_number']}  {row['employee']}, sick since {row['first_sick_day']}, "
              f"{row['sick_days']} days, {row['status']}" for row in result["absences"]]
    lines += [f"  plan     {row['due_on'] or '-':<10}  {row['code']:<5} {row['responsible'] or '-':<20} {row['status']}"
              for row in result["plan"]]
    for row in result["benefits"]:
        lines.append(f"  benefit  {row['month']}  {row['employee']}: {row['total']}, paid on {row['pay_on']}")
        lines += [f"           {line['from']} to {line['to']}: {line['days']} x {line['daily_wage']} x {line['coverage_pct']} % "
                  f"x {line['incapacity_pct']} % = {line['total']}" for line in row["lines"]]
    lines += [f"  payment  {row['pay_on']}  {row['employee']}: {row['amount']}, {row['reference']}" for row in result["payments"]]
    lines += [f"  invoice  {row['date']}  {row['number']}: {row['gross']}, due on {row['due_on']}" for row in result["invoices"]]
    lines += [f"  file     {row['kind']} {'valid' if row['valid'] else 'NOT VALID'}" for row in result["files"]]
    lines += [f"  refused  entry {row['entry']}: {row['status']} {row['code']}" for row in result["refused"]]
    return "\n".join(lines)
