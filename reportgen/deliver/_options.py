"""What a newsroom says of its mail: how it leaves, in whose name, to whom.

No field holds a secret; see `_secret` for where passwords come from.
"""

import ipaddress
import shlex
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from reportgen.deliver._addresses import parse_mailbox
from reportgen.errors import ConfigError
from reportgen.printable import web_address

Security = Literal["starttls", "tls", "none"]
_PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}


class MailProfile(BaseModel):
    """One way to send: a channel, its server, and the names on the letter."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    channel: Literal["smtp", "sendmail", "folder", "maildir"] = Field(
        default="smtp",
        description="How mail leaves: an SMTP server, a local sendmail, .eml files, a Maildir.",
    )
    host: str = Field(default="", description="SMTP server.")
    port: int | None = Field(
        default=None, ge=1, le=65535, description="Its port; else 587 (starttls), 465 (tls) or 25."
    )
    security: Security = Field(
        default="starttls",
        description="starttls, tls (from the first byte), or none: only to this machine itself.",
    )
    ca_file: Path | None = Field(
        default=None, description="PEM file of your own certificate authority, beside the system's."
    )
    verify_certificate: bool = Field(
        default=True, description="May be false only for a server on this machine itself."
    )
    timeout_s: float = Field(
        default=60, gt=0, description="Longest wait for one answer of the server."
    )
    username: str | None = Field(default=None, description="Name to log in with.")
    authentication: Literal["password", "xoauth2"] = Field(
        default="password", description="password (PLAIN or LOGIN), or an OAuth 2 access token."
    )
    password_env: str = Field(
        default="REPORTGEN_MAIL_PASSWORD",
        description="Environment variable that holds the password or token; asked first.",
    )
    password_command: tuple[str, ...] = Field(
        default=(),
        description="Program and arguments whose first line of output is the password; no shell.",
    )
    keyring_service: str | None = Field(
        default=None, description="Service name under which the keyring keeps the password."
    )
    sendmail_command: tuple[str, ...] = Field(
        default=("/usr/sbin/sendmail",), min_length=1, description="The local sendmail program."
    )
    folder: Path | None = Field(
        default=None, description="Folder of the channels folder (.eml files) and maildir."
    )
    sender: str = Field(
        default="", description="Whose name it bears: briefing@example.org or Name <address>."
    )
    reply_to: str | None = Field(default=None, description="Where answers go, if elsewhere.")
    to: tuple[str, ...] = Field(default=(), description="Recipients when the command names none.")
    cc: tuple[str, ...] = Field(default=(), description="Copies when the command names nobody.")
    bcc: tuple[str, ...] = Field(default=(), description="Blind copies, likewise.")
    recipients_file: Path | None = Field(
        default=None, description="File of recipients, likewise: an address a line, or CSV."
    )
    addressing: Literal["each", "all"] = Field(
        default="each",
        description="each: a message a recipient, who sees no other; all: one, To and Cc shown.",
    )
    language: str = Field(
        default="ar", pattern=r"^[a-z]{2}$", description="Language of the mail's own words."
    )
    list_unsubscribe: tuple[str, ...] = Field(
        default=(), description="mailto: or https: addresses for the header List-Unsubscribe."
    )
    max_attachment_mb: float = Field(
        default=10, ge=0, description="A larger PDF is not attached; the mail says where it is."
    )
    attachment_name: str | None = Field(
        default=None, description="File name of the PDF in the mail; else mujaz-<date>.pdf."
    )
    archive_url: str | None = Field(
        default=None,
        description="Where your PDFs can be had, when one is too large: its file name is added.",
    )
    retry_for_s: float = Field(
        default=60, ge=0, description="How long one command keeps trying what failed for now."
    )
    backoff_s: float = Field(
        default=5, gt=0, description="Wait after the first such failure; it doubles each time."
    )
    give_up_after_h: float = Field(
        default=48, gt=0, description="A mail that could not be delivered for so long has failed."
    )

    @field_validator("password_command", "sendmail_command", mode="before")
    @classmethod
    def _are_words(cls, value: object) -> object:
        return tuple(shlex.split(value)) if isinstance(value, str) else value

    @field_validator("sender", "reply_to")
    @classmethod
    def _is_mailbox(cls, value: str | None) -> str | None:
        if value:
            parse_mailbox(value)
        return value

    @field_validator("list_unsubscribe")
    @classmethod
    def _are_ways_out(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            is_plain = value.isascii() and value.isprintable() and not set(value) & set(" <>,")
            if not is_plain or not value.startswith(("mailto:", "https://")):
                raise ValueError("each must be a mailto: or https: address in ASCII")
        return values

    @field_validator("archive_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is not None and web_address(value) is None:
            raise ValueError("must be an http or https address")
        return value

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if any(c in self.host for c in "@/ ") or not self.host.isprintable():
            raise ValueError("host is the name of a server, without user, scheme or port")
        if self.channel == "smtp" and self.host and not is_loopback(self.host):
            if self.security == "none":
                raise ValueError("security = none is for this machine itself (127.0.0.1) only")
            if not self.verify_certificate:
                raise ValueError("verify_certificate = false is for this machine itself only")
        return self

    @property
    def port_in_force(self) -> int:
        """The port given, or the usual one of the chosen security."""
        return self.port or _PORTS[self.security]


class MailOptions(MailProfile):
    """The profile in use when none is named, and further ones by name.

    A named profile stands for itself: nothing of the first is handed down to it, so that no
    password is offered to a server it was not meant for.
    """

    profiles: dict[str, MailProfile] = Field(
        default_factory=dict, description="Further profiles: [mail.profiles.NAME]."
    )

    def profile(self, name: str | None = None) -> MailProfile:
        """Return the profile of that name, or the first.

        Raises:
            ConfigError: there is none of that name.
        """
        if not name:
            return self
        try:
            return self.profiles[name]
        except KeyError:
            known = ", ".join(self.profiles) or "none"
            raise ConfigError(
                f"there is no mail profile {name!r}",
                hint=f"known ones: {known}; add [mail.profiles.{name}] to reportgen.toml",
            ) from None

    @field_validator("profiles")
    @classmethod
    def _have_names(cls, profiles: dict[str, MailProfile]) -> dict[str, MailProfile]:
        for name in profiles:
            if not name.replace("-", "").replace("_", "").isalnum():
                raise ValueError("a profile's name is made of letters, digits, - and _")
        return profiles


def is_loopback(host: str) -> bool:
    """Say whether `host` names this machine itself; the connection is checked again."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
