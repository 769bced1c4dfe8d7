"""HTTP API of the programs of partners and payroll packages, for the platform administrator. No response has a secret."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.identity import queries
from services.identity.oauth.context import machine_now
from services.identity.public_keys import LONGEST_TEXT
from services.identity.store import OAuthClient
from services.identity.usecases.clients.change_program import ProgramChange, change_program
from services.identity.usecases.clients.close_program import close_program
from services.identity.usecases.clients.create_program import NewProgram, create_program
from services.identity.usecases.clients.program_keys import add_program_key, remove_program_key
from shared.fields.identifiers import parse_policy_number
from shared.fields.invalid import InvalidInput
from shared.fields.text import parse_text
from shared.kernel.scopes import BY_NAME
from shared.web.access import current_actor, requires
from shared.web.fields import Word, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("clients", __name__, url_prefix="/admin/v1/clients")

ADMIN = ("platform_admin",)
LONGEST_NAME = 120
LONGEST_ID = 64


def parse_client_id(raw: object) -> str:
    """The id of a program."""
    return parse_text(raw, longest=LONGEST_ID)


def parse_program_name(raw: object) -> str:
    """The name of a program."""
    return parse_text(raw, longest=LONGEST_NAME)


def parse_key_text(raw: object) -> str:
    """The text of public keys, with its lines."""
    if not isinstance(raw, str) or not 0 < len(raw.strip()) <= LONGEST_TEXT:
        raise InvalidInput("client.key_invalid", "Plak een publieke sleutel als JWK, JWKS of PEM.")
    return raw


class ProgramChangeSchema(Schema):
    """What an administrator decides about a program."""

    name = Written(parse_program_name, required=True)
    scopes = ma.List(Word(BY_NAME), required=True)
    policy_numbers = ma.List(Written(parse_policy_number), required=True)

    @post_load
    def freeze(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the lists unchangeable, as commands have them."""
        return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


class NewProgramSchema(ProgramChangeSchema):
    """A new program, with its first key."""

    client_id = Written(parse_client_id, required=True)
    public_key = Written(parse_key_text, required=True)


class ProgramKeyTextSchema(Schema):
    """A further public key."""

    public_key = Written(parse_key_text, required=True)


class ProgramEmployerSchema(Schema):
    """An employer for which a program may act."""

    employer_id = ma.String()
    policy_number = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)


class ProgramKeySchema(Schema):
    """A public key by its id."""

    kid = ma.String()
    kind = ma.String()
    added_at = ma.AwareDateTime()


class ProgramSchema(Schema):
    """A program."""

    client_id = ma.String()
    name = ma.String()
    scopes = ma.List(ma.String())
    employers = ma.List(ma.Nested(ProgramEmployerSchema))
    keys = ma.List(ma.Nested(ProgramKeySchema))
    created_at = ma.AwareDateTime()
    closed_at = ma.AwareDateTime(allow_none=True)
    version = ma.Integer()


def _shown(client: OAuthClient) -> Any:
    return with_etag(transaction(queries.view_of_program, client), client.version)


@blueprint.get("")
@requires(roles=ADMIN)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ProgramSchema))
def get_programs(query: dict[str, Any]) -> Any:
    """List all programs, also closed ones."""
    return read(queries.list_programs, **query)


@blueprint.post("")
@requires(roles=ADMIN)
@idempotent
@blueprint.arguments(NewProgramSchema)
@blueprint.response(201, ProgramSchema)
def post_program(body: dict[str, Any]) -> Any:
    """Register a program."""
    return _shown(transaction(create_program, actor=current_actor(), command=NewProgram(**body)))


@blueprint.get("/<client_id>")
@requires(roles=ADMIN)
@blueprint.response(200, ProgramSchema)
def get_program(client_id: str) -> Any:
    """Get one program."""
    program = read(queries.find_program, client_id=client_id)
    return with_etag(program, program.version)


@blueprint.put("/<client_id>")
@requires(roles=ADMIN)
@changes
@blueprint.arguments(ProgramChangeSchema)
@blueprint.response(200, ProgramSchema)
def put_program(body: dict[str, Any], client_id: str, version: int | None) -> Any:
    """Change name, scopes and employers of a program; its tokens are refused from then on."""
    command = ProgramChange(client_id=client_id, version=version, **body)
    return _shown(transaction(change_program, actor=current_actor(), command=command, now=machine_now()))


@blueprint.post("/<client_id>/keys")
@requires(roles=ADMIN)
@idempotent
@changes
@blueprint.arguments(ProgramKeyTextSchema)
@blueprint.response(201, ProgramSchema)
def post_key(body: dict[str, Any], client_id: str, version: int | None) -> Any:
    """Add a second public key, before the program starts to sign with it."""
    return _shown(transaction(add_program_key, actor=current_actor(), client_id=client_id, version=version, **body))


@blueprint.delete("/<client_id>/keys/<kid>")
@requires(roles=ADMIN)
@changes
@blueprint.response(200, ProgramSchema)
def delete_key(client_id: str, kid: str, version: int | None) -> Any:
    """Remove a public key; the tokens of the program are refused from then on."""
    return _shown(transaction(remove_program_key, actor=current_actor(), client_id=client_id, kid=kid, version=version,
                              now=machine_now()))


@blueprint.post("/<client_id>/closure")
@requires(roles=ADMIN)
@idempotent
@changes
@blueprint.response(200, ProgramSchema)
def post_closure(client_id: str, version: int | None) -> Any:
    """Close a program for good."""
    return _shown(transaction(close_program, actor=current_actor(), client_id=client_id, version=version, now=machine_now()))
