"""Commands for operators, which use the settings of the running service: staff accounts, partner programs, secret rotation.

`python -m services.identity staff --help`, `python -m services.identity partner --help`.
"""
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.accounts.roles import StaffRole
from services.identity.messages.delivery import open_post
from services.identity.messages.port import DeliveryFailed
from services.identity.settings import Settings
from services.identity.usecases.accounts.new_accounts import Owner
from services.identity.usecases.administration.create_staff import create_staff
from services.identity.usecases.clients.register_partner import register_partner
from services.identity.usecases.tokens.rotate_secret import rotate_secret
from services.identity.usecases.tokens.signing_keys import SecretDoesNotFit, retire_signing_key
from shared.bus.catalogue import partner_topic
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.kernel.refusals import Refusal, Several
from shared.service.settings import SettingsError


@click.group()
def main() -> None:
    """Manage staff accounts, partner programs and the secret of the service."""


@main.command(epilog="Example: python -m services.identity staff --role platform_admin --first-name Petra "
                     "--last-name Jansen --email p.jansen@verzekeraar.nl --phone +31612345678")
@click.option("--role", required=True, type=click.Choice([role.value for role in StaffRole]))
@click.option("--first-name", required=True)
@click.option("--infix")
@click.option("--last-name", required=True)
@click.option("--email", required=True, help="Where the temporary password goes.")
@click.option("--phone", required=True, help="Where the verification codes go.")
@click.option("--username", help="One is made of the name where it is left out.")
def staff(role: str, first_name: str, infix: str | None, last_name: str, email: str, phone: str,
          username: str | None) -> None:
    """Create a staff account, and mail its temporary password.

    The account is not created if the mail is refused.
    """
    with _refusals_as_errors(), _service() as (settings, database):
        owner = Owner(Person(Salutation.NEUTRAL, first_name, last_name, infix), EmailAddress(email), PhoneNumber(phone), username)
        with database.transaction() as session:
            issued = create_staff(session, owner=owner, role=StaffRole(role), public_url=settings.public_url)
            open_post(settings, database).deliver(issued.messages)
    click.echo(f"{owner.person.full_name} logs in at {settings.public_url} as {issued.account.username}, with the temporary "
               f"password that was mailed to {email}.")


@main.command(epilog="Example: python -m services.identity partner arbo-noord --keys arbo-noord.jwks.json")
@click.argument("client_id")
@click.option("--keys", required=True, type=click.File(), help="The partner's public keys: JWK, JWKS or PEM.")
def partner(client_id: str, keys: IO[str]) -> None:
    """Register the program of an arbo service, or replace its public keys.

    Its feed on the bus is created by `python -m cli.run.topics create --partner` or `python -m cli.generate.partner_feed`.
    """
    try:
        partner_topic(client_id)
    except ValueError as problem:
        raise click.ClickException(f"{problem}.") from None
    with _refusals_as_errors(), _service() as (_, database), database.transaction() as session:
        client = register_partner(session, client_id=client_id, public_key=keys.read(), now=SystemClock().now())
    click.echo(f"{client_id} may sign in with {len(client.keys)} key(s).")


@main.command("rotate-signing-key")
def rotate_key() -> None:
    """Retire the signing key now; the next token gets a new one.

    The former key stays published until its tokens have expired, so nobody has to log in again.
    """
    with _refusals_as_errors(), _service() as (_, database), database.transaction() as session:
        retire_signing_key(session, now=SystemClock().now())
    click.echo("The signing key is retired; the next token makes a new one.")


@main.command("rotate-secret", epilog="Example: IDENTITY_SECRET=<new> IDENTITY_PREVIOUS_SECRET=<old> "
                                      "python -m services.identity rotate-secret")
@click.option("--lost", is_flag=True, help="The former secret is gone: make a new signing key, and everybody logs in again.")
def rotate(lost: bool) -> None:
    """Re-encrypt the signing key from IDENTITY_PREVIOUS_SECRET to IDENTITY_SECRET.

    Run it once all processes have both settings; afterwards IDENTITY_PREVIOUS_SECRET can be removed.
    """
    with _refusals_as_errors(), _service() as (settings, database):
        try:
            with database.transaction() as session:
                is_kept = rotate_secret(session, secrets=settings.secrets, is_lost=lost, now=SystemClock().now())
        except SecretDoesNotFit as problem:
            raise click.ClickException(f"Nothing was changed: IDENTITY_SECRET and IDENTITY_PREVIOUS_SECRET do not fit {problem}; "
                                       "if the former secret is lost, add --lost.") from None
    click.echo("The signing key is encrypted with IDENTITY_SECRET." if is_kept else
               "The signing key could not be read and is retired; the next login makes a new one.")


@contextmanager
def _service() -> Iterator[tuple[Settings, Database]]:
    settings = Settings.from_env()
    database = Database(settings.database_url, settings.clock(), application="identity-by-hand")
    try:
        yield settings, database
    finally:
        database.dispose()


@contextmanager
def _refusals_as_errors() -> Iterator[None]:
    """End the command with the message of a refusal."""
    try:
        yield
    except Several as refusals:
        raise click.ClickException(" ".join(map(_sentence, refusals.refusals))) from None
    except Refusal as refusal:
        raise click.ClickException(_sentence(refusal)) from None
    except (SettingsError, DeliveryFailed) as problem:
        raise click.ClickException(f"Nothing was made: {problem}.") from None


def _sentence(refusal: Refusal) -> str:
    return f"{refusal.field}: {refusal.message}" if refusal.field else refusal.message


if __name__ == "__main__":
    main()
