"""SMTP over TLS, a connection used again and again; certificates are always verified."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Literal

from pydantic import SecretStr

from reportgen.deliver._channel import HandOver, Mail, UnreachableError, Verdict, all_alike
from reportgen.deliver._login import log_in
from reportgen.deliver._options import MailProfile, is_loopback
from reportgen.deliver._secret import hidden, secret_of
from reportgen.errors import ConfigError, DeliveryError
from reportgen.printable import fold_space

# How we say hello: a literal, because a machine's name is nobody's business.
_HELLO = "[127.0.0.1]"
_LONGEST_ANSWER = 300
_GOODBYE_S = 3.0
# A body goes out at this rate at least, or the connection counts as dead.
_SLOWEST_BYTES_PER_S = 10_000

_OK, _WILL_FORWARD, _SEND_IT = 250, 251, 354
_CLOSING = 421
_PERMANENT = 500


class SmtpChannel:
    """A connection that opens when first needed, and again when the server has ended it."""

    def __init__(self, profile: MailProfile) -> None:
        self._profile = profile
        self._smtp: smtplib.SMTP | None = None
        self._secret: SecretStr | None = None

    def send(self, mail: Mail, *, on_hand_over: HandOver) -> Mapping[str, Verdict]:
        """Send a mail over the open connection, or over a new one; see `Channel.send`."""
        is_used = self._smtp is not None
        attempt = _Attempt(mail, on_hand_over)
        try:
            return self._dialogue(attempt)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            if is_used and not attempt.is_handed_over and not attempt.answers:
                # servers end connections that have carried enough, or stood idle
                return self.send(mail, on_hand_over=on_hand_over)
            lost = "no answer after the message" if attempt.is_handed_over else "connection lost"
            rest = Verdict(
                kind="later",
                words=f"{lost}: {_reason(error)}",
                is_break=True,
                may_have_come=attempt.is_handed_over,
            )
            return {**all_alike(mail.recipients, rest), **attempt.final}

    def close(self) -> None:
        """Say goodbye, if anybody is there."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                _wait_up_to(smtp, min(_GOODBYE_S, self._profile.timeout_s))
                smtp.quit()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _dialogue(self, attempt: "_Attempt") -> Mapping[str, Verdict]:
        if self._smtp is None:
            self._smtp = self._opened()
        smtp, mail = self._smtp, attempt.mail
        refusal = _cannot_carry(smtp, mail)
        if refusal:
            return all_alike(mail.recipients, Verdict(kind="never", words=refusal))
        options = ["SMTPUTF8", "BODY=8BITMIME"] if mail.needs_utf8 else []
        if smtp.has_extn("size"):
            options.append(f"SIZE={len(mail.data)}")
        code, words = smtp.mail(mail.sender, options)
        if code != _OK:
            return self._refused(attempt, code, words)
        for recipient in mail.recipients:
            code, words = smtp.rcpt(recipient)
            if code in {_OK, _WILL_FORWARD}:
                attempt.accepted.append(recipient)
            else:
                attempt.final[recipient] = self._verdict(code, words)
            attempt.answers += 1
            self._check_open(code, words)
        if not attempt.accepted:
            smtp.rset()
            return attempt.final
        return self._handed_over(smtp, attempt)

    def _handed_over(self, smtp: smtplib.SMTP, attempt: "_Attempt") -> Mapping[str, Verdict]:
        code, words = smtp.docmd("data")
        if code != _SEND_IT:
            return self._refused(attempt, code, words)
        attempt.on_hand_over(tuple(attempt.accepted))
        attempt.is_handed_over = True
        patience = self._profile.timeout_s + len(attempt.mail.data) / _SLOWEST_BYTES_PER_S
        _wait_up_to(smtp, patience)
        smtp.send(_on_the_wire(attempt.mail.data))
        code, words = smtp.getreply()
        _wait_up_to(smtp, self._profile.timeout_s)
        attempt.is_handed_over = False
        if code == _OK:
            taken = Verdict(kind="taken", words=self._said(code, words))
            return {**attempt.final, **all_alike(attempt.accepted, taken)}
        return self._refused(attempt, code, words)

    def _refused(self, attempt: "_Attempt", code: int, words: bytes) -> Mapping[str, Verdict]:
        """Return the same refusal for all still waiting, the connection ready for the next."""
        self._check_open(code, words)
        if self._smtp is not None:
            self._smtp.rset()
        verdict = self._verdict(code, words)
        return {**all_alike(attempt.mail.recipients, verdict), **attempt.final}

    def _check_open(self, code: int, words: bytes) -> None:
        """Take "closing the channel", or no answer at all, as the end of the connection."""
        if code == _CLOSING or code < 0:
            raise smtplib.SMTPServerDisconnected(self._said(code, words))

    def _verdict(self, code: int, words: bytes) -> Verdict:
        kind: Literal["later", "never"] = "never" if code >= _PERMANENT else "later"
        return Verdict(kind=kind, words=self._said(code, words))

    def _said(self, code: int, words: bytes) -> str:
        """Return an answer of the server for eyes and logs: one line, no secret in it."""
        text = hidden(fold_space(words.decode("utf-8", "replace")), self._secret)
        return f"{code} {text[:_LONGEST_ANSWER]}"

    def _opened(self) -> smtplib.SMTP:
        profile = self._profile
        if not profile.host:
            raise ConfigError(
                "no server is named to send mail over",
                hint='put host = "mail.example.org" under [mail] in reportgen.toml',
            )
        where = f"{profile.host}:{profile.port_in_force}"
        try:
            return self._connected()
        except ssl.SSLCertVerificationError as error:
            raise DeliveryError(
                f"{where} shows a certificate that cannot be trusted: {error.verify_message}",
                hint="if it is your own authority's, name its PEM file as ca_file under [mail]",
            ) from error
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            raise UnreachableError(f"{where} ended the connection") from error
        except ssl.SSLError as error:
            raise DeliveryError(
                f"{where} does not speak TLS as expected: {error.reason or error}",
                hint="check port and security under [mail]: tls is from the first byte on",
            ) from error
        except smtplib.SMTPResponseException as error:
            said = self._said(error.smtp_code, _as_bytes(error.smtp_error))
            if error.smtp_code < _PERMANENT:
                raise UnreachableError(f"{where} says {said}") from error
            raise DeliveryError(f"{where} turns us away: {said}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(f"{where}: {_reason(error)}") from error

    def _connected(self) -> smtplib.SMTP:
        profile = self._profile
        context = _tls(profile)
        where: dict[str, Any] = {"host": profile.host, "port": profile.port_in_force}
        how: dict[str, Any] = {"timeout": profile.timeout_s, "local_hostname": _HELLO}
        smtp = (
            _TlsConnection(**where, **how, context=context)
            if profile.security == "tls"
            else _Connection(**where, **how)
        )
        if smtp.sock is not None:
            # without it the end of each message waits 40 ms for an acknowledgement (bench/mail.py,
            # 1,000 mails of 40 kB, 2026-11-22: 9 s, else 57)
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._check_near(smtp)
            smtp.ehlo_or_helo_if_needed()
            if profile.security == "starttls":
                _start_tls(smtp, profile, context)
            if profile.username:
                log_in(smtp, profile, self._current_secret(), said=self._said)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _current_secret(self) -> SecretStr:
        """Return the password; an access token is asked for anew, because it may have expired."""
        if self._secret is None or self._profile.authentication == "xoauth2":
            self._secret = secret_of(self._profile)
        return self._secret

    def _check_near(self, smtp: smtplib.SMTP) -> None:
        """Refuse to speak in the clear, or unverified, to any machine but this one."""
        profile = self._profile
        is_safe = profile.security != "none" and profile.verify_certificate
        peer = str(smtp.sock.getpeername()[0]) if smtp.sock else ""
        if not is_safe and not is_loopback(peer):
            raise DeliveryError(
                f"{profile.host} is {peer}, not this machine itself",
                hint="use security = starttls or tls under [mail]",
            )


class _WholeAnswersInTime:
    """What makes an SMTP connection end when a whole answer takes longer than its time-out.

    The socket's own time-out starts anew with each byte, and a server may drip them for ever.
    """

    sock: socket.socket | None
    timeout: float

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer, or fail when it is not whole in time."""
        is_late = threading.Event()
        timer = threading.Timer(self.timeout, _shut, [self.sock, is_late])
        timer.daemon = True
        timer.start()
        try:
            answer: tuple[int, bytes] = super().getreply()  # type: ignore[misc]
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            if is_late.is_set():
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
        return answer


class _Connection(_WholeAnswersInTime, smtplib.SMTP):
    pass


class _TlsConnection(_WholeAnswersInTime, smtplib.SMTP_SSL):
    pass


def _shut(sock: socket.socket | None, is_late: threading.Event) -> None:
    is_late.set()
    if sock is not None:
        with suppress(OSError):
            # the plain socket's: that of TLS would pull the ground from under the reader
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _wait_up_to(smtp: smtplib.SMTP, seconds: float) -> None:
    smtp.timeout = seconds
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


class _Attempt:
    """How far the dialogue about one mail has come."""

    def __init__(self, mail: Mail, on_hand_over: HandOver) -> None:
        self.mail = mail
        self.on_hand_over = on_hand_over
        self.accepted: list[str] = []
        self.final: dict[str, Verdict] = {}
        self.answers = 0
        self.is_handed_over = False


def _tls(profile: MailProfile) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if profile.ca_file is not None:
        try:
            context.load_verify_locations(profile.ca_file)
        except OSError as error:
            raise ConfigError(
                f"cannot use the ca_file {profile.ca_file}: {error.strerror or error}",
                hint="it must be a PEM file with the certificate of your authority",
            ) from error
    if not profile.verify_certificate:  # only ever this machine itself, see MailProfile
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _start_tls(smtp: smtplib.SMTP, profile: MailProfile, context: ssl.SSLContext) -> None:
    if not smtp.has_extn("starttls"):
        raise DeliveryError(
            f"{profile.host} offers no STARTTLS, and nothing is sent in the clear",
            hint="use security = tls under [mail], or ask whoever runs the server",
        )
    smtp.starttls(context=context)
    smtp.ehlo_or_helo_if_needed()


def _cannot_carry(smtp: smtplib.SMTP, mail: Mail) -> str | None:
    """Return why the server cannot take such a message at all, or None."""
    if mail.needs_utf8 and not smtp.has_extn("smtputf8"):
        return "the server takes no internationalised addresses (SMTPUTF8)"
    limit = smtp.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(mail.data):
        return f"the message of {len(mail.data)} bytes is over the server's limit of {limit}"
    return None


def _on_the_wire(data: bytes) -> bytes:
    """Return the message with lines that begin with a full stop doubled, and the end mark."""
    return data.rstrip(b"\r\n").replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n"


def _as_bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("utf-8", "replace")


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time"
    return fold_space(str(getattr(error, "strerror", None) or error))[:_LONGEST_ANSWER]
