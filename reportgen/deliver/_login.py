"""Logging in: PLAIN, LOGIN and XOAUTH2, spoken command by command.

By hand, because smtplib keeps the password in the connection, takes ASCII only, and says the whole
password in the error when it is not.
"""

import smtplib
from base64 import b64encode
from collections.abc import Callable

from pydantic import SecretStr

from reportgen.deliver._options import MailProfile
from reportgen.errors import DeliveryError

_IN, _GO_ON = 235, 334
_PERMANENT = 500


def log_in(
    smtp: smtplib.SMTP,
    profile: MailProfile,
    secret: SecretStr,
    *,
    said: Callable[[int, bytes], str],
) -> None:
    """Log in with the best way both sides know.

    Raises:
        DeliveryError: there is none, or the server refuses the name or the secret.
        smtplib.SMTPResponseException: it refuses for now (4xx).
    """
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    wanted = ("XOAUTH2",) if profile.authentication == "xoauth2" else ("PLAIN", "LOGIN")
    way = next((way for way in wanted if way in offered), None)
    if way is None:
        raise DeliveryError(
            f"{profile.host} offers no way to log in that we know"
            f" (it offers {', '.join(offered) or 'none'})",
            hint=f"we know {' and '.join(wanted)}; see authentication under [mail]",
        )
    code, words = _WAYS[way](smtp, profile.username or "", secret)
    if code == _IN:
        return
    if code < _PERMANENT:
        raise smtplib.SMTPAuthenticationError(code, words)
    raise DeliveryError(
        f"{profile.host} refuses the login of {profile.username}: {said(code, words)}",
        hint="check username and password; the mails wait in the outbox",
    )


def _plain(smtp: smtplib.SMTP, user: str, secret: SecretStr) -> tuple[int, bytes]:
    return smtp.docmd("AUTH PLAIN", _coded(f"\0{user}\0{secret.get_secret_value()}"))


def _login(smtp: smtplib.SMTP, user: str, secret: SecretStr) -> tuple[int, bytes]:
    code, words = smtp.docmd("AUTH LOGIN")
    if code == _GO_ON:
        code, words = smtp.docmd(_coded(user))
    if code == _GO_ON:
        code, words = smtp.docmd(_coded(secret.get_secret_value()))
    return code, words


def _xoauth2(smtp: smtplib.SMTP, user: str, secret: SecretStr) -> tuple[int, bytes]:
    token = f"user={user}\x01auth=Bearer {secret.get_secret_value()}\x01\x01"
    code, words = smtp.docmd("AUTH XOAUTH2", _coded(token))
    if code == _GO_ON:  # the reason, after which an empty line asks for the verdict
        code, words = smtp.docmd("")
    return code, words


_WAYS = {"PLAIN": _plain, "LOGIN": _login, "XOAUTH2": _xoauth2}


def _coded(text: str) -> str:
    return b64encode(text.encode("utf-8", "surrogateescape")).decode("ascii")
