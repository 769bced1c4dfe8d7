"""Answers that leave out the fields that their reader may not see by the access matrix."""
from functools import lru_cache
from typing import Any, TypeVar

from marshmallow import Schema, post_dump
from marshmallow import fields as ma

from shared.access.matrix import groups
from shared.kernel.actor import Actor
from shared.web.access import current_actor

Made = TypeVar("Made", bound=ma.Field[Any])

GROUP = "x-group"
"""Key of a field's metadata, which the published contract repeats."""


def of(group: str, field: Made) -> Made:
    """Put a field into a group of the access matrix other than that of its route.

    :raises KeyError: if the matrix has no such group
    """
    groups()[group]
    field.metadata = {**field.metadata, GROUP: group}
    return field


class VisibleSchema(Schema):
    """An answer with fields of several groups; a field that the reader may not see is left out, not null."""

    @post_dump
    def leave_out(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Remove what the caller may not see."""
        return without_hidden(type(self), data)


class ValuesOf(ma.Dict):
    """Values by the name of a field of another schema, without those that the reader may not see."""

    def __init__(self, *schemas: type[Schema], **options: Any) -> None:
        super().__init__(**options)
        self.schemas = schemas

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        shown = super()._serialize(value, attr, obj, **kwargs)  # type: ignore[no-untyped-call]
        for schema in self.schemas:
            shown = without_hidden(schema, shown) if shown else shown
        return shown


def without_hidden(schema: type[Schema], data: dict[str, Any]) -> dict[str, Any]:
    """The values that the caller may see of an object with the fields of a schema."""
    hidden = _hidden(schema, current_actor())
    return {name: value for name, value in data.items() if name not in hidden} if hidden else data


@lru_cache(maxsize=1_000)
def _hidden_by_profile(schema: type[Schema], actor: Actor) -> frozenset[str]:
    fields: dict[str, ma.Field[Any]] = schema._declared_fields
    return frozenset(field.data_key or name for name, field in fields.items()
                     if (group := field.metadata.get(GROUP)) and not groups()[group].may_read(actor))


def _hidden(schema: type[Schema], actor: Actor) -> frozenset[str]:
    """The names that an actor may not see; the same for all accounts of a kind with the same rights and roles."""
    profile = Actor("", None if actor.employer_id is None else "", actor.rights, actor.roles, actor.kind)
    return _hidden_by_profile(schema, profile)
