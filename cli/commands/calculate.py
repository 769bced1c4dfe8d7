"""Calculations without a platform: JSON Lines in, one result per line out, in constant memory."""
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import IO, Any

import click

from cli.calculations.accrual import calculate_accrual
from cli.calculations.arbo import calculate_arbo
from cli.calculations.benefits import calculate_benefits_of_case
from cli.calculations.collection_costs import calculate_collection_costs
from cli.calculations.guarantee import calculate_guarantee
from cli.calculations.inputs import EXAMPLES, keys_of
from cli.calculations.password import calculate_password
from cli.calculations.plan import calculate_plan
from cli.calculations.premium import calculate_premium
from cli.calculations.recourse import calculate_recourse
from cli.calculations.statistics import calculate_statistics
from cli.calculations.transition import calculate_transition
from cli.casefile.strict_input import WrongKey
from cli.endings import WrongInput
from shared.kernel.refusals import Refusal, RuleViolated, Several
from shared.web.problem_texts import title_of, type_of

CALCULATIONS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "benefits": calculate_benefits_of_case,
    "plan": calculate_plan,
    "premium": calculate_premium,
    "arbo": calculate_arbo,
    "statistics": calculate_statistics,
    "password": calculate_password,
    "recourse": calculate_recourse,
    "transition": calculate_transition,
    "accrual": calculate_accrual,
    "guarantee": calculate_guarantee,
    "collection-costs": calculate_collection_costs,
}
LONGEST_LINE = 4_000_000
WHAT = "cli.commands.calculate.what"
"""Key of the requested calculation in the context, set before other arguments are parsed."""


class NotReadable(RuleViolated):
    """A line is not one JSON object in UTF-8."""


class CalculateCommand(click.Command):
    """A command whose help lists the input keys of the requested calculation."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[WHAT] = next((argument for argument in args if argument in CALCULATIONS), None)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        what = ctx.meta[WHAT]
        if what is None:
            formatter.write(f"\n  Example: echo '{EXAMPLES['arbo']}' | ./ontzorg calculate arbo\n"
                            "  The keys of a line: ./ontzorg calculate WHAT --help\n")
            return
        with formatter.section(f"Keys of a line of {what} (with a question mark: optional)"):
            formatter.write_dl(list(keys_of(what)))
        formatter.write(f"\n  Example: echo '{EXAMPLES[what]}' | ./ontzorg calculate {what}\n")


@click.command(cls=CalculateCommand)
@click.argument("what", required=False, metavar=" | ".join(CALCULATIONS))
@click.option("--json", "as_json", is_flag=True, help="As it always is: one JSON object a line.")
@click.pass_context
def calculate(context: click.Context, what: str | None, as_json: bool) -> None:
    """Calculate JSON Lines from stdin, one result per line; an invalid line gives a problem, and exit code 1 at the end."""
    if what not in CALCULATIONS:
        raise WrongInput(f"Calculate what? Not {what!r}, but one of: {', '.join(CALCULATIONS)}."
                         if what else f"Say what to calculate, one of: {', '.join(CALCULATIONS)}.")
    context.exit(1 if run(what, sys.stdin.buffer, sys.stdout) else 0)


def run(what: str, source: IO[bytes], target: IO[str]) -> int:
    """Calculate every line of the source; returns the number of invalid lines."""
    wrong = 0
    for number, line in read_lines(source):
        result = answer(CALCULATIONS[what], line, number)
        wrong += result.keys() == {"line", "error"}
        target.write(json.dumps(result, ensure_ascii=True) + "\n")
    target.flush()
    return wrong


def read_lines(source: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The non-blank lines with their numbers; a line that is too long is truncated."""
    number = 0
    while line := source.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def answer(calculation: Callable[[dict[str, Any]], dict[str, Any]], line: bytes, number: int) -> dict[str, Any]:
    """The result of a line, or its number with a problem."""
    try:
        return calculation(parse(line))
    except Refusal as refusal:
        return {"line": number, "error": problem_of(refusal)}


def parse(line: bytes) -> dict[str, Any]:
    """The JSON object of a line, its numbers as Decimal.

    :raises NotReadable: if it is not a JSON object, or has a duplicate key
    """
    if len(line) > LONGEST_LINE:
        raise NotReadable("input.too_long", f"The line is longer than {LONGEST_LINE} bytes.")
    try:
        value = json.loads(line.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number,
                           object_pairs_hook=_without_doubles)
    except (ValueError, ArithmeticError, RecursionError):
        raise NotReadable("input.not_json", "The line is not valid JSON.") from None
    if type(value) is not dict:
        raise NotReadable("input.object", "The line is not a JSON object.")
    return value


def problem_of(refusal: Refusal) -> dict[str, Any]:
    """The problem body of a refusal: English for unreadable input, in the platform's Dutch for a refusal by a rule."""
    single = refusal.refusals if isinstance(refusal, Several) else [refusal]
    is_input = all(isinstance(one, WrongKey | NotReadable) for one in single)
    return {
        "type": type_of(refusal.code), "title": "Invalid input" if is_input else title_of(422), "status": 422,
        "code": refusal.code, "detail": refusal.message,
        "errors": [{"field": one.field, "code": one.code, "message": one.message} for one in single if one.field],
    }


def _without_doubles(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise NotReadable("input.doubled", f"{doubled}: duplicate key.", field=doubled)
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")
