"""Mail against a real server: every way it can go wrong ends with the outbox right."""

import asyncio
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from reportgen.deliver import MailOptions, PdfFile, Round, deliver, deliveries, recipients_of, retry
from reportgen.errors import DeliveryError

from . import mail_server
from .briefings import tiny
from .mail_server import HOST, PASSWORD, TOKEN, USER, Authority, Script

THREE = ("one@desk.example", "two@desk.example", "three@desk.example")
PDF = PdfFile(data=b"%PDF-1.7 " + b"x" * 2000, path="/reports/briefing.pdf")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return an authority of our own, and the file a newsroom would name as ca_file."""
    return mail_server.authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def serve(authority: Authority) -> Iterator[Callable[..., int]]:
    """Return a function that starts a server and gives its port."""
    with ExitStack() as stack:

        def start(script: Script, context: ssl.SSLContext | None = None, **how: Any) -> int:
            context = context or authority.context()
            return stack.enter_context(mail_server.serving(script, context, **how))

        yield start


@pytest.fixture
def send(authority: Authority, tmp_path: Path) -> Callable[..., Round]:
    """Return a function that sends a small briefing to three readers."""

    def do(
        port: int,
        *,
        to: tuple[str, ...] = THREE,
        force: bool = False,
        pdf: PdfFile | None = PDF,
        **settings: Any,
    ) -> Round:
        return deliver(
            tiny().to_dict(),
            recipients_of(to=to),
            options=_options(port, authority, **settings),
            pdf=pdf,
            force=force,
            folder=tmp_path / "state",
        )

    return do


def _options(port: int, authority: Authority, **settings: Any) -> MailOptions:
    given = {
        "host": HOST,
        "port": port,
        "sender": "موجز الصباح <briefing@example.org>",
        "ca_file": authority.path,
        "backoff_s": 0.05,
        "retry_for_s": 3,
        "timeout_s": 5,
    }
    return MailOptions.model_validate({**given, **settings})


def _states(outcome: Round) -> list[str]:
    return [mail.state for mail in outcome.mails]


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_everyone_gets_the_mail_over_one_connection(
    serve: Callable[..., int], send: Callable[..., Round], security: str
) -> None:
    """STARTTLS, implicit TLS and, to this machine itself, none: one message a recipient."""
    script = Script()
    port = serve(script, security=security)

    outcome = send(port, security=security)

    assert _states(outcome) == ["sent"] * 3
    assert sorted(script.everyone) == sorted(THREE)
    assert [str(message["To"]) for message in script.messages()] == list(THREE)
    assert script.connections == 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("wrong authority", "certificate"),
        ("expired", "expired"),
        ("wrong host", "IP address mismatch"),
    ],
)
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_bad_certificate_stops_everything(  # noqa: PLR0917
    serve: Callable[..., int],
    send: Callable[..., Round],
    authority: Authority,
    tmp_path: Path,
    security: str,
    trouble: str,
    words: str,
) -> None:
    """Nothing leaves, not even the sender's name; the mails wait, the reason is said."""
    contexts = {
        "wrong authority": lambda: mail_server.authority(tmp_path, "other.pem").context(),
        "expired": lambda: authority.context(is_expired=True),
        "wrong host": lambda: authority.context("mail.elsewhere.example"),
    }
    script = Script(mail=pytest.fail)
    port = serve(script, contexts[trouble](), security=security)

    outcome = send(port, security=security)

    assert isinstance(outcome.hindrance, DeliveryError)
    assert words in str(outcome.hindrance)
    assert _states(outcome) == ["queued"] * 3
    assert words in outcome.mails[0].words
    assert script.taken == []


def test_a_server_without_tls_gets_nothing(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """STARTTLS that is not offered is never replaced by clear text."""
    script = Script(mail=pytest.fail)
    port = serve(script, security="none")

    outcome = send(port, security="starttls")

    assert isinstance(outcome.hindrance, DeliveryError)
    assert "offers no STARTTLS" in str(outcome.hindrance)
    assert _states(outcome) == ["queued"] * 3


def test_tls_on_a_port_that_speaks_none_is_explained(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """Port and security that do not fit are an error of settings, said as one."""
    outcome = send(serve(Script(), security="none"), security="tls")

    assert isinstance(outcome.hindrance, DeliveryError)
    assert "check port and security" in outcome.hindrance.hint
    assert _states(outcome) == ["queued"] * 3


def test_unverified_certificates_only_from_this_machine(
    serve: Callable[..., int], send: Callable[..., Round], authority: Authority
) -> None:
    """The switch works for 127.0.0.1; for any other host the settings are refused."""
    script = Script()
    port = serve(script, authority.context("mail.elsewhere.example"))

    assert _states(send(port, verify_certificate=False)) == ["sent"] * 3
    for bad in ({"verify_certificate": False}, {"security": "none"}):
        with pytest.raises(ValueError, match="this machine itself"):
            MailOptions.model_validate({"host": "mail.example.org", **bad})


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_login_with_a_password_that_is_not_ascii(
    serve: Callable[..., int],
    send: Callable[..., Round],
    monkeypatch: pytest.MonkeyPatch,
    mechanism: str,
) -> None:
    """PLAIN and LOGIN, the password from the environment, in whatever script."""
    script = Script()
    other = {"PLAIN": "LOGIN", "LOGIN": "PLAIN"}[mechanism]
    port = serve(script, needs_login=True, auth_exclude_mechanism=[other])
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", PASSWORD)

    assert _states(send(port, username=USER)) == ["sent"] * 3


def test_a_bad_password_leaves_all_queued_and_is_said_nowhere(
    serve: Callable[..., int],
    send: Callable[..., Round],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """The server's words are passed on, the password is not; with the right one all goes out."""
    script = Script()
    port = serve(script, needs_login=True)
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", "wrong-secret")

    outcome = send(port, username=USER)

    assert isinstance(outcome.hindrance, DeliveryError)
    assert "535" in str(outcome.hindrance)
    assert _states(outcome) == ["queued"] * 3
    for file in (tmp_path / "state").iterdir():
        assert b"wrong-secret" not in file.read_bytes()
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", PASSWORD)
    assert _states(send(port, username=USER)) == ["sent"] * 3


@pytest.mark.parametrize(("token", "is_right"), [(TOKEN, True), ("expired-token", False)])
def test_xoauth2(
    serve: Callable[..., int],
    send: Callable[..., Round],
    monkeypatch: pytest.MonkeyPatch,
    token: str,
    is_right: bool,
) -> None:
    """An access token opens the door; a refused one is an error, and is not said back."""
    port = serve(Script(), needs_login=True)
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", token)

    outcome = send(port, username=USER, authentication="xoauth2")

    assert _states(outcome) == ["sent" if is_right else "queued"] * 3
    if not is_right:
        assert "535" in str(outcome.hindrance)
        assert token not in str(outcome.hindrance)


def test_refused_for_now_then_taken_under_the_same_message_id(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """A 4xx waits, doubles its wait, and the mail that arrives is the one first written down."""
    answers = iter(["451 greylisted", "451 greylisted"])
    script = Script(rcpt=lambda _, address: next(answers, None) if address == THREE[1] else None)

    outcome = send(serve(script))

    assert _states(outcome) == ["sent"] * 3
    assert script.everyone == [THREE[0], THREE[2], THREE[1]]
    assert [mail.attempts for mail in outcome.mails] == [1, 3, 1]
    assert script.messages()[2]["Message-ID"] == outcome.mails[1].message_id


def test_refused_for_good_is_reported_and_the_others_go(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """One 5xx of three: that one has failed with the server's words, at the first attempt."""
    script = Script(
        rcpt=lambda _, address: "550 5.1.1 no such reader" if address == THREE[0] else None
    )

    outcome = send(serve(script))

    assert _states(outcome) == ["failed", "sent", "sent"]
    assert outcome.mails[0].words == "550 5.1.1 no such reader"
    assert outcome.mails[0].attempts == 1


def test_one_message_for_all_keeps_those_accepted_apart_from_those_refused(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """In one message for all, each recipient still has an outcome of its own."""
    answers = iter(["450 later"])

    def judge(_: object, address: str) -> str | None:
        if address == THREE[1]:
            return next(answers, None)
        return "550 unknown" if address == THREE[0] else None

    script = Script(rcpt=judge)

    outcome = send(serve(script), addressing="all")

    assert _states(outcome) == ["failed", "sent", "sent"]
    assert [recipients for recipients, _ in script.taken] == [(THREE[2],), (THREE[1],)]
    assert len({mail.message_id for mail in outcome.mails}) == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("554 content refused", "failed"), ("452 disk full", "queued")]
)
def test_refused_after_the_message(
    serve: Callable[..., int], send: Callable[..., Round], answer: str, state: str
) -> None:
    """A refusal of the message itself counts for its recipients; nothing is doubtful then."""
    outcome = send(serve(Script(data=lambda *_: answer)), retry_for_s=0)

    assert _states(outcome) == [state] * 3
    assert all(answer in mail.words for mail in outcome.mails)
    assert [mail.uncertain for mail in outcome.mails] == [0] * 3


def _once(hook: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter([hook])

    def act(*arguments: object) -> Any:
        chosen = next(calls, None)
        return chosen and chosen(*arguments)

    return act


def _lose_the_reply(server: Any, _: object) -> str:
    mail_server.cut(server)
    return "250 nobody hears this"


# a fresh script a test: a hook that acts once is spent after
_CUTS: dict[str, Callable[[], Script]] = {
    "before hello": lambda: Script(on_connect=_once(mail_server.cut)),
    "after MAIL": lambda: Script(mail=_once(mail_server.cut)),
    "after RCPT": lambda: Script(rcpt=_once(mail_server.cut)),
    "inside DATA": lambda: Script(is_cut_inside_data=True),
    "after DATA": lambda: Script(data=_once(_lose_the_reply)),
}


@pytest.mark.parametrize("security", ["starttls", "none"])
@pytest.mark.parametrize("stage", list(_CUTS))
def test_a_dropped_connection_loses_nothing(
    serve: Callable[..., int], send: Callable[..., Round], stage: str, security: str
) -> None:
    """Wherever the line is cut, all three get it; twice only when the reply after DATA was lost."""
    script = _CUTS[stage]()

    outcome = send(serve(script, security=security), security=security)

    assert _states(outcome) == ["sent"] * 3
    assert set(script.everyone) == set(THREE)
    doubled = [address for address in THREE if script.everyone.count(address) > 1]
    assert doubled == ([THREE[0]] if stage == "after DATA" else [])
    is_doubtful = stage in {"after DATA", "inside DATA"}
    assert [mail.uncertain for mail in outcome.mails] == [int(is_doubtful), 0, 0]
    if doubled:
        ids = [m["Message-ID"] for m in script.messages() if str(m["To"]) == THREE[0]]
        assert len(set(ids)) == 1


@pytest.mark.parametrize("cut_at", [0, 1, 2])
def test_a_connection_dropped_after_each_rcpt_of_one_message(
    serve: Callable[..., int], send: Callable[..., Round], cut_at: int
) -> None:
    """In one message for all, a line cut after any RCPT leaves nobody out and doubles nobody."""
    seen = iter(range(10))

    def judge(server: Any, _: str) -> None:
        if next(seen) == cut_at:
            mail_server.cut(server)

    script = Script(rcpt=judge)

    outcome = send(serve(script), addressing="all")

    assert _states(outcome) == ["sent"] * 3
    assert sorted(script.everyone) == sorted(THREE)


def test_a_server_that_ends_used_connections_costs_no_attempt(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """One message a connection, then 421: a new connection is opened and nobody waits."""
    mails = iter([None, "421 enough", None, "421 enough", None])
    script = Script(mail=lambda _: next(mails))

    outcome = send(serve(script))

    assert _states(outcome) == ["sent"] * 3
    assert [mail.attempts for mail in outcome.mails] == [1] * 3
    assert script.connections == 3


def test_a_slow_server_is_waited_for(serve: Callable[..., int], send: Callable[..., Round]) -> None:
    """Slow answers, each within the time allowed, are answers."""

    async def dawdle(*_: object) -> None:
        await asyncio.sleep(0.3)

    script = Script(mail=dawdle, rcpt=dawdle, data=dawdle)

    assert _states(send(serve(script), timeout_s=2)) == ["sent"] * 3


@pytest.mark.parametrize("hook", ["on_connect", "mail", "data"])
def test_a_server_that_never_answers_is_given_up_in_time(
    serve: Callable[..., int], send: Callable[..., Round], hook: str
) -> None:
    """Silence at any point ends after timeout_s; two silences end the round, and all wait."""

    async def say_nothing(*_: object) -> None:
        await asyncio.sleep(30)

    script = Script(**{hook: say_nothing})  # type: ignore[arg-type]

    outcome = send(serve(script), timeout_s=0.4, retry_for_s=0, pdf=None)

    assert _states(outcome) == ["queued"] * 3
    assert "no answer" in outcome.mails[0].words
    assert script.connections <= 2
    doubtful = [0, 0, 0] if hook != "data" else [1, 1, 0]
    assert [mail.uncertain for mail in outcome.mails] == doubtful


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_a_server_that_drips_its_answer_for_ever_is_given_up_in_time(
    serve: Callable[..., int], send: Callable[..., Round], security: str
) -> None:
    """The time allowed is for the whole answer, not for each of its bytes."""

    async def drip(server: Any) -> None:
        for _ in range(100):
            server._writer.write(b"250-wait\r\n")
            await asyncio.sleep(0.1)

    script = Script(mail=drip)
    start = time.monotonic()

    outcome = send(
        serve(script, security=security), security=security, timeout_s=0.5, retry_for_s=0
    )

    assert _states(outcome) == ["queued"] * 3
    assert time.monotonic() - start < 5


def test_a_port_where_nobody_listens_leaves_all_waiting(send: Callable[..., Round]) -> None:
    """No server at all is a failure for now."""
    with socket.create_server((HOST, 0)) as nobody:
        port = nobody.getsockname()[1]

    outcome = send(port, retry_for_s=0)

    assert _states(outcome) == ["queued"] * 3
    assert outcome.hindrance is None
    assert "refused" in outcome.mails[0].words


def test_what_waits_goes_out_with_a_later_retry(
    serve: Callable[..., int],
    send: Callable[..., Round],
    authority: Authority,
    tmp_path: Path,
) -> None:
    """After a server's bad day `retry` sends the very messages, and forgets their texts."""
    bad = Script(mail=lambda _: "451 not today")
    first = send(serve(bad), retry_for_s=0, backoff_s=60)
    assert _states(first) == ["queued"] * 3
    good = Script()
    options = _options(serve(good), authority)

    assert _states(retry(options, folder=tmp_path / "state")) == ["queued"] * 3  # none is due
    outcome = retry(options, at_once=True, folder=tmp_path / "state")

    assert _states(outcome) == ["sent"] * 3
    assert [m["Message-ID"] for m in good.messages()] == [m.message_id for m in first.mails]
    left = (tmp_path / "state" / "outbox.sqlite3").read_bytes()
    assert b"=_" not in left  # no boundary of a message is left in the file
    assert not list((tmp_path / "state").glob("*-wal"))


def test_given_up_after_the_time_allowed(
    serve: Callable[..., int], authority: Authority, tmp_path: Path
) -> None:
    """Nobody waits for ever: after give_up_after_h a mail has failed, with the last words."""
    now = [1_000_000.0]
    options = _options(
        serve(Script(mail=lambda _: "451 not today")), authority, retry_for_s=0, give_up_after_h=1
    )
    how: dict[str, Any] = {"folder": tmp_path, "clock": lambda: now[0]}
    deliver(tiny().to_dict(), recipients_of(to=THREE), options=options, **how)
    now[0] += 3700

    outcome = retry(options, **how)

    assert _states(outcome) == ["failed"] * 3
    assert "given up after 1 h: 451 not today" in outcome.mails[0].words


def test_nobody_gets_an_edition_twice_unless_forced(
    serve: Callable[..., int], send: Callable[..., Round], tmp_path: Path
) -> None:
    """The second command sends to the newcomer alone; force sends anew, as another message."""
    script = Script()
    port = serve(script)
    send(port, to=THREE[:2])

    outcome = send(port, to=(THREE[0].upper(), THREE[1], THREE[2]))

    assert [mail.address for mail in outcome.mails] == [THREE[2]]
    assert len(outcome.already) == 2
    assert sorted(script.everyone) == sorted(THREE)
    send(port, to=THREE, force=True)
    assert len(script.everyone) == 6
    assert len({m["Message-ID"] for m in script.messages()}) == 6
    assert len(deliveries(tmp_path / "state")) == 6


def test_who_was_refused_for_good_is_tried_anew_when_asked_again(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """A mended address book is enough: no force is needed for who never got it."""
    script = Script(rcpt=_once(lambda *_: "550 unknown"))
    port = serve(script)
    assert _states(send(port)) == ["failed", "sent", "sent"]

    outcome = send(port)

    assert _states(outcome) == ["sent"]
    assert sorted(script.everyone) == sorted(THREE)


def test_a_message_over_the_servers_limit_fails_before_it_is_sent(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """The SIZE a server announces is heeded."""
    outcome = send(serve(Script(), data_size_limit=2_000))

    assert _states(outcome) == ["failed"] * 3
    assert "over the server's limit of 2000" in outcome.mails[0].words


@pytest.mark.parametrize(("is_offered", "state"), [(True, "sent"), (False, "failed")])
def test_internationalised_address(
    serve: Callable[..., int], send: Callable[..., Round], is_offered: bool, state: str
) -> None:
    """محرر@مثال.com goes out where the server takes such, and fails alone where it does not."""
    script = Script()
    port = serve(script, enable_SMTPUTF8=is_offered)

    outcome = send(port, to=("محرر@مثال.com", THREE[0]))

    assert _states(outcome) == [state, "sent"]
    if is_offered:
        assert script.everyone[0] == "محرر@xn--mgbh0fb.com"
        assert str(script.messages()[0]["To"]) == "محرر@xn--mgbh0fb.com"


def test_a_second_process_at_the_same_time_waits_its_turn(
    serve: Callable[..., int], send: Callable[..., Round]
) -> None:
    """Two commands at once send one mail each recipient: the outbox is one courier's at a time."""
    import threading

    async def dawdle(*_: object) -> None:
        await asyncio.sleep(0.1)

    script = Script(data=dawdle)
    port = serve(script)
    outcomes: list[Round] = []
    threads = [threading.Thread(target=lambda: outcomes.append(send(port))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(script.everyone) == sorted(THREE)
    assert len(outcomes) == 3


def test_the_outbox_is_for_its_owners_eyes(
    serve: Callable[..., int], send: Callable[..., Round], tmp_path: Path
) -> None:
    """Folder 0700, files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        send(serve(Script(mail=lambda _: "451 later")), retry_for_s=0)
    finally:
        os.umask(before)

    folder = tmp_path / "state"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
