"""A real SMTP server for tests (aiosmtpd), with certificates of an authority of its own (trustme).

Run as ``python -m tests.mail_server FOLDER`` it is a process by itself: it writes its port into
``FOLDER/port`` and every message it takes, before it answers, as a line of ``FOLDER/taken``.
"""

import asyncio
import base64
import json
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, auth_mechanism

HOST = "127.0.0.1"
PASSWORD = "tr0ub4dor-كلمة"  # noqa: S105 - of a server that lives as long as a test
TOKEN = "ya29.a-token-of-tests"  # noqa: S105
USER = "desk"

Answer = str | None
Hook = Callable[..., Any]


@dataclass
class Script:
    """What the server does beside taking mail; each hook may answer, wait, or cut the line.

    `is_cut_inside_data` cuts it once, after the first line of a message.
    """

    mail: Hook | None = None
    rcpt: Hook | None = None
    data: Hook | None = None
    on_connect: Hook | None = None
    is_cut_inside_data: bool = False
    taken: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    servers: list[SMTP] = field(default_factory=list)

    @property
    def connections(self) -> int:
        """How many connections there were."""
        return len(self.servers)

    @property
    def everyone(self) -> list[str]:
        """Every recipient of every message taken, in order."""
        return [address for recipients, _ in self.taken for address in recipients]

    def messages(self) -> list[EmailMessage]:
        """Every message taken, parsed with the standard library."""
        return [message_from_bytes(data, policy=policy.default) for _, data in self.taken]


class _Server(SMTP):
    """aiosmtpd's server, with XOAUTH2 and places to cut the line at."""

    script: Script

    async def _handle_client(self) -> None:
        self.script.servers.append(self)
        if self.script.on_connect:
            await _run(self.script.on_connect, self)
        await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        if self.script.is_cut_inside_data:
            self.script.is_cut_inside_data = False
            await self.push("354 go on")
            await self._reader.readline()
            cut(self)
            return
        await super().smtp_DATA(arg)

    @auth_mechanism("XOAUTH2")
    async def auth_xoauth2(self, _: SMTP, args: list[str]) -> AuthResult:
        expected = f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode()
        if base64.b64decode(args[1]) == expected:
            return AuthResult(success=True, auth_data=USER)
        await self.challenge_auth('{"status":"400"}')
        return AuthResult(success=False, handled=False)


async def _run(hook: Hook, *arguments: object) -> Any:
    outcome = hook(*arguments)
    return await outcome if asyncio.iscoroutine(outcome) else outcome


class _Handler:
    def __init__(self, script: Script) -> None:
        self.script = script

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.script.mail and await _run(self.script.mail, server)
        if not answer:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.script.rcpt and await _run(self.script.rcpt, server, address)
        if not answer:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        content = cast("bytes", envelope.content)
        answer = self.script.data and await _run(self.script.data, server, envelope)
        if not answer or answer.startswith("250"):
            self.script.taken.append((tuple(envelope.rcpt_tos), content))
        return answer or "250 taken"


def cut(server: SMTP, *_: object) -> None:
    """End the connection without a word."""
    cast("asyncio.WriteTransport", server.transport).abort()


@dataclass(frozen=True)
class Authority:
    """A certificate authority, and what its certificates look like on disk."""

    ca: trustme.CA
    path: Path

    def context(self, *names: str, is_expired: bool = False) -> ssl.SSLContext:
        """Return what a server shows that has a certificate for `names`."""
        dates: dict[str, Any] = {}
        if is_expired:
            now = datetime.now(UTC)
            dates = {"not_before": now - timedelta(days=9), "not_after": now - timedelta(days=2)}
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.ca.issue_cert(*(names or (HOST, "localhost")), **dates).configure_cert(context)
        return context


def authority(folder: Path, name: str = "ca.pem") -> Authority:
    """Return a new authority whose certificate lies in `folder`."""
    ca = trustme.CA()
    path = folder / name
    ca.cert_pem.write_to_path(str(path))
    return Authority(ca, path)


@contextmanager
def serving(
    script: Script,
    context: ssl.SSLContext | None = None,
    *,
    security: str = "starttls",
    needs_login: bool = False,
    **more: Any,
) -> Iterator[int]:
    """Give the port of a server in this process, in a thread of its own."""

    def checked(_: object, __: object, ___: object, mechanism: str, data: Any) -> AuthResult:
        is_right = mechanism in {"LOGIN", "PLAIN"} and (data.login, data.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        return AuthResult(success=is_right, handled=False)

    class _Controller(Controller):
        def factory(self) -> SMTP:
            server = _Server(self.handler, **self.SMTP_kwargs)
            server.script = script
            return server

        def _trigger_server(self) -> None:
            """Skip the library's connection of its own: our scripts would count it."""
            self.smtpd = cast("Any", True)
            self._factory_invoked.set()

    controller = _Controller(
        _Handler(script),
        hostname=HOST,
        port=0,
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        authenticator=checked if needs_login else None,
        auth_required=needs_login,
        auth_require_tls=security not in {"none", "tls"},
        **more,
    )
    controller.start()
    try:
        yield cast("asyncio.Server", controller.server).sockets[0].getsockname()[1]
    finally:
        gone = threading.Event()
        controller.loop.call_soon_threadsafe(_hang_up, script, gone)
        gone.wait(5)
        controller.stop()


def _hang_up(script: Script, gone: threading.Event) -> None:
    """End the connections that are still open, and give their ends a turn of the loop."""
    for server in script.servers:
        if server.transport is not None:
            cut(server)
    asyncio.get_event_loop().call_later(0.02, gone.set)


def main(folder: Path, delay_s: float) -> None:
    """Serve for ever, over STARTTLS, as a process by itself."""
    with (folder / "taken").open("a", encoding="utf-8") as book:

        async def write_down(_: SMTP, envelope: Envelope) -> str:
            message = message_from_bytes(cast("bytes", envelope.content))
            line = {"to": envelope.rcpt_tos, "id": message["Message-ID"]}
            book.write(json.dumps(line) + "\n")
            book.flush()
            await asyncio.sleep(delay_s)
            return "250 taken"

        script = Script(data=write_down)
        script.taken = cast("Any", _Nothing())
        one = authority(folder)
        with serving(script, one.context()) as port:
            (folder / "port.new").write_text(str(port), encoding="ascii")
            (folder / "port.new").rename(folder / "port")
            sys.stdin.read()  # whoever started this process ends it by letting go


class _Nothing:
    """A list that keeps nothing: thousands of messages would not fit."""

    def append(self, _: object) -> None:
        """Forget it."""


@contextmanager
def process(folder: Path, *, delay_s: float = 0.0) -> Iterator[int]:
    """Give the port of a server in a process by itself; see `main` for what it writes."""
    folder.mkdir(exist_ok=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.mail_server", str(folder), str(delay_s)],
        stdin=subprocess.PIPE,
        cwd=Path(__file__).resolve().parent.parent,
    )
    try:
        deadline = time.monotonic() + 30
        while not (folder / "port").exists():
            if time.monotonic() > deadline or server.poll() is not None:
                raise RuntimeError("the mail server did not start")
            time.sleep(0.02)
        yield int((folder / "port").read_text(encoding="ascii"))
    finally:
        server.communicate(timeout=20)


def taken(folder: Path) -> list[dict[str, Any]]:
    """Return what the server process has taken, in order."""
    return [json.loads(line) for line in (folder / "taken").read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
