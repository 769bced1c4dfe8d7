"""Which requirements the tests prove."""
import json
import textwrap

import click


@click.command(epilog="Example: ./ontzorg coverage --json")
@click.option("--json", "as_json", is_flag=True, help="Every proven requirement with the tests that prove it.")
def coverage(as_json: bool) -> None:
    """Show how many of the 202 requirements are proven by a test through an edge, and list the others."""
    from cli.checks.requirements_proven import collect_proofs, report_of, unproven  # needs pytest
    report = report_of(collect_proofs())
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    tests = sum(len(names) for names in report["requirements"].values())
    click.echo(f"{report['proven']} of {report['total']} requirements are proven, by {tests} tests through an edge.")
    for title, names in (("Only the rule is tested", report["by_rule_only"]), ("Not proven", unproven(report))):
        if names:
            click.echo(textwrap.fill(f"{title}: {', '.join(names)}", 110))
