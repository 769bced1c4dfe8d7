"""The routes of acts on a dossier: each calls one use case with the ids of the path, the version and the fields of the body."""
from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from shared.web.access import current_actor, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes


def no_settings() -> Mapping[str, Any]:
    """For a use case that takes nothing from the settings."""
    return {}


def add_act(blueprint: Blueprint, path: str, use_case: Callable[..., Any], *, group: str, takes: type[Schema] | None,
            shows: type[Schema], summary: str, method: str = "POST",
            settings: Callable[[], Mapping[str, Any]] = no_settings) -> None:
    """Add a route; `takes` loads the arguments of the use case that are neither in the path nor in the settings.

    :param group: of the access matrix, whose writers may act
    :param settings: arguments that the settings decide, read at each call
    """
    def view(*body: Mapping[str, Any], **about: Any) -> Any:
        return transaction(use_case, actor=current_actor(), **about, **(body[0] if body else {}), **settings())

    view.__name__, view.__doc__ = use_case.__name__, summary
    described: Any = blueprint.response(200 if method == "PUT" else 201, shows)(view)
    if takes is not None:
        described = blueprint.arguments(takes)(described)
    blueprint.route(path, methods=[method])(may_write(group)(idempotent(changes(described))))
