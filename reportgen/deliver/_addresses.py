"""Addresses a server will take, and names that can do no harm in a header."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from functools import cache
from typing import Any

from reportgen.printable import clean, fold_space

_LONGEST_NAME = 120
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")
# Names the library refuses although a newsroom's own server may well know them.
_OF_THE_HOUSE = ("local", "localhost", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """An address, and the name of whoever reads or writes there.

    `address` is as a server wants it: the domain in ASCII.  `needs_utf8` says that the part before
    the @ is not, so the server must offer SMTPUTF8.
    """

    address: str
    name: str = ""
    needs_utf8: bool = False

    @property
    def key(self) -> str:
        """What makes two spellings the same mailbox."""
        return self.address.casefold()

    def header(self) -> Address:
        """Return it as the standard library's headers want it."""
        local, _, domain = self.address.rpartition("@")
        return Address(display_name=self.name, username=local, domain=domain)


def parse_mailbox(text: str, *, name: str = "") -> Mailbox:
    """Return the mailbox of ``a@x`` or ``Name <a@x>``.

    Raises:
        ValueError: it is no address, or holds what could forge a header; the message says why.
    """
    if text != clean(text) or any(c in text for c in "\r\n"):
        raise ValueError("it holds invisible control characters")
    named = _NAMED.fullmatch(text.strip())
    address = (named["address"] if named else text).strip()
    if not address:
        raise ValueError("it holds no address")
    email_validator = _validator()
    try:
        found = email_validator.validate_email(
            address, check_deliverability=False, globally_deliverable=False
        )
    except email_validator.EmailNotValidError as error:
        raise ValueError(str(error)) from error
    given = named["name"].strip().strip('"') if named else ""
    return Mailbox(
        address=found.ascii_email or f"{found.local_part}@{found.ascii_domain}",
        name=fold_space(name or given)[:_LONGEST_NAME],
        needs_utf8=found.ascii_email is None,
    )


@cache
def _validator() -> Any:  # noqa: ANN401 - a module
    """Return the library, names of the house taken off its list: the way it documents."""
    import email_validator

    for name in _OF_THE_HOUSE:
        email_validator.SPECIAL_USE_DOMAIN_NAMES.remove(name)
    return email_validator
