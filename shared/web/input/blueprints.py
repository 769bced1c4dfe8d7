"""The blueprint of every API: strict JSON parsing, and refusal of unknown and repeated query parameters."""
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import flask
import marshmallow
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import fields as ma
from webargs.core import is_json, missing
from webargs.flaskparser import FlaskParser

from shared.kernel.refusals import Malformed, RuleViolated, Several
from shared.web.fields import CodedMessage
from shared.web.input.json_body import JsonRefused, read_json

View = TypeVar("View", bound=Callable[..., Any])

REPEATED = ("input.repeated", "Geef dit veld maar één keer mee.")


class ArgumentsParser(FlaskParser):
    """webargs with strict parsing of JSON and queries."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": marshmallow.RAISE}

    def load_querystring(self, req: flask.Request, schema: marshmallow.Schema) -> Any:
        lists = {field.data_key or name for name, field in schema.load_fields.items() if isinstance(field, ma.List)}
        repeated = [name for name, values in req.args.lists() if len(values) > 1 and name not in lists]
        if repeated:
            raise marshmallow.ValidationError({name: [CodedMessage(*REPEATED)] for name in repeated})
        return super().load_querystring(req, schema)

    def _raw_load_json(self, req: flask.Request) -> Any:
        if not is_json(req.mimetype):
            return missing
        raw = req.get_data(cache=True)
        if not raw:
            return missing
        try:
            return read_json(raw)
        except JsonRefused as refusal:
            _refuse(refusal)


def _refuse(refusal: JsonRefused) -> NoReturn:
    raise Malformed(refusal.code, refusal.message) from None


class Blueprint(SmorestBlueprint):
    """flask-smorest's blueprint with our parser."""

    ARGUMENTS_PARSER = ArgumentsParser()

    def arguments(self, schema: Any, **options: Any) -> Callable[[View], View]:
        """Like its base class, but instantiates a schema class once, because webargs would do so for every request."""
        once = schema() if isinstance(schema, type) else schema
        decorator: Callable[[View], View] = super().arguments(once, **options)
        return decorator


def refuse_unknown_parameters(view: Any) -> None:
    """Refuse query parameters on a route that declares none; a declared query schema checks its own.

    :raises RuleViolated: ``input.unknown``, for each parameter
    """
    if not flask.request.args or _has_query(view):
        return
    refusals = [RuleViolated("input.unknown", "Dit veld is hier niet bekend.", field=name) for name in flask.request.args]
    raise refusals[0] if len(refusals) == 1 else Several(list(refusals))


def _has_query(view: Any) -> bool:
    parameters = getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", ())
    return any(isinstance(one, dict) and one.get("in") == "query" for one in parameters)
