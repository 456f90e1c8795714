"""Recipients, settings and secrets: what is wrong is named, what is secret is not."""

import stat
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from reportgen.config import load_options
from reportgen.deliver import MailOptions, recipients_of
from reportgen.deliver._secret import hidden, secret_of
from reportgen.errors import ConfigError

# put together, so that a traceback that quotes this file does not hold it
SECRET = "hunter" + "2"


def _file(folder: Path, text: str) -> Path:
    path = folder / "readers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_addresses(tmp_path: Path) -> None:
    """One address a line; remarks and empty lines do not count; nobody is named twice."""
    file = _file(tmp_path, "\ufeff# القراء\na@x.org\n\n  هند <b@x.org>\nA@X.org\n")

    people = recipients_of(to=["c@x.org"], file=file)

    assert [one.mailbox.address for one in people] == ["c@x.org", "a@x.org", "b@x.org"]
    assert people[2].mailbox.name == "هند"


@pytest.mark.parametrize("column", ["address", "email"])
def test_csv_with_names_and_languages(tmp_path: Path, column: str) -> None:
    """Columns in any order; a quoted name may hold a comma."""
    file = _file(tmp_path, f'name,{column},language\n"سليم، هند",a@x.org,ar\nزيد,b@x.org,\n')

    first, second = recipients_of(file=file)

    assert (first.mailbox.name, first.language) == ("سليم، هند", "ar")
    assert (second.mailbox.name, second.language) == ("زيد", None)


def test_a_hostile_name_is_stripped_of_what_cannot_be_seen(tmp_path: Path) -> None:
    """Bidi controls, NUL and line separators of a name never reach a header."""
    file = _file(tmp_path, "address,name\na@x.org,هند\u202e\x00\u2028سليم\x1b[31m\n")

    (person,) = recipients_of(file=file)

    assert person.mailbox.name == "هند سليم[31m"
    assert str(person.mailbox.header()) == '"هند سليم[31m" <a@x.org>'


def test_every_bad_address_is_named_by_its_line(tmp_path: Path) -> None:
    """Internationalised ones included; nothing is sent to the good ones either."""
    file = _file(
        tmp_path,
        "good@x.org\nno-at-sign\nمحرر@مثال.com\nمحرر@مثال..com\n"
        "a@x.org\u202e\na@-x.org\n<a@x.org>, <b@x.org>\nمح\u200cرر@مثال.com\n",
    )

    with pytest.raises(ConfigError) as error:
        recipients_of(to=["worse@"], file=file)

    named = str(error.value)
    assert named.startswith("7 bad recipients")
    for line in (2, 4, 5, 6, 7, 8):
        assert f"{file}:{line}:" in named
    for line in (1, 3):
        assert f"{file}:{line}:" not in named
    assert "--to 'worse@'" in named


def test_an_unknown_language_or_column_is_named(tmp_path: Path) -> None:
    """A language nobody has written strings for is refused by line; so is a misspelt column."""
    with pytest.raises(ConfigError, match=r"readers\.csv:2.*language 'xx'"):
        recipients_of(file=_file(tmp_path, "address,language\na@x.org,xx\n"))
    with pytest.raises(ConfigError, match="unknown column 'nmae'"):
        recipients_of(file=_file(tmp_path, "address,nmae\na@x.org,x\n"))


def test_an_unreadable_file_is_one_clear_error(tmp_path: Path) -> None:
    """Missing, or not text."""
    with pytest.raises(ConfigError, match="cannot read the recipients"):
        recipients_of(file=tmp_path / "none")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        recipients_of(file=tmp_path / "binary")


def _settings(folder: Path, text: str) -> MailOptions:
    path = folder / "reportgen.toml"
    path.write_text(text, encoding="utf-8")
    return load_options(path).mail


def test_profiles_stand_for_themselves(tmp_path: Path) -> None:
    """[mail] is the first profile; a named one inherits nothing, least of all a login."""
    mail = _settings(
        tmp_path,
        '[mail]\nhost = "a.example"\nsender = "a@x.org"\nusername = "u"\n'
        '[mail.profiles.weekly]\nhost = "b.example"\nsecurity = "tls"\n'
        'sender = "b@x.org"\npassword_command = "pass show \'weekly mail\'"\n',
    )

    assert (mail.profile().host, mail.profile().port_in_force) == ("a.example", 587)
    weekly = mail.profile("weekly")
    assert (weekly.host, weekly.port_in_force, weekly.username) == ("b.example", 465, None)
    assert weekly.password_command == ("pass", "show", "weekly mail")
    with pytest.raises(ConfigError, match="no mail profile 'daily'") as error:
        mail.profile("daily")
    assert "weekly" in error.value.hint


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('host = "mail.example"\nsecurity = "none"', "this machine itself"),
        ('host = "mail.example"\nverify_certificate = false', "this machine itself"),
        (f'host = "user:{SECRET}@mail.example"', "name of a server"),
        ('sender = "nobody"', "@-sign"),
        ('sender = "a@x.org\\nBcc: all@x.org"', "control characters"),
        ('list_unsubscribe = ["javascript:alert(1)"]', "mailto: or https:"),
        ('archive_url = "file:///etc"', "http or https"),
        ("port = 70000", "less than or equal to 65535"),
        ('security = "ssl"', "starttls"),
    ],
)
def test_unsafe_settings_are_refused(tmp_path: Path, line: str, words: str) -> None:
    """Each with its reason, and without saying back what may have been a secret."""
    with pytest.raises(ConfigError, match=words) as error:
        _settings(tmp_path, f"[mail]\n{line}\n")

    assert SECRET not in "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize("table", ["mail", "mail.profiles.weekly"])
def test_a_password_in_the_file_is_refused_and_not_said_back(tmp_path: Path, table: str) -> None:
    """There is no such setting; the hint says where passwords go, the traceback is silent."""
    with pytest.raises(ConfigError, match="unknown setting 'password'") as error:
        _settings(tmp_path, f'[{table}]\npassword = "{SECRET}"\n')

    assert "password_command" in error.value.hint
    assert SECRET not in "".join(traceback.format_exception(error.value))


def _program(folder: Path, text: str) -> str:
    path = folder / "ask"
    path.write_text(f"#!{sys.executable}\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_password_comes_from_environment_then_command_then_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In that order; the command's first line counts, and no shell reads it."""
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class Drawer(KeyringBackend):
        priority = 1  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str | None:
            return f"of {service} for {username}"

        def set_password(self, service: str, username: str, password: str) -> None:
            raise NotImplementedError

        def delete_password(self, service: str, username: str) -> None:
            raise NotImplementedError

    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    program = _program(tmp_path, 'import sys; print(sys.argv[1]); print("second line")')
    command = (program, "$HOME; كلمة")
    everything = MailOptions(username="u", keyring_service="mail", password_command=command)
    try:
        only_keyring = everything.model_copy(update={"password_command": ()})
        assert secret_of(only_keyring).get_secret_value() == "of mail for u"
        assert secret_of(everything).get_secret_value() == "$HOME; كلمة"
        monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", "of the environment")
        assert secret_of(everything).get_secret_value() == "of the environment"
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (f"import sys; print('{SECRET}'); sys.exit(3)", "failed with code 3"),
        ("", "no password for u on mail.example"),
    ],
)
def test_a_failing_password_command_says_no_secret(
    tmp_path: Path, program: str, words: str
) -> None:
    """The code is told, not what was printed."""
    options = MailOptions(
        host="mail.example", username="u", password_command=_program(tmp_path, program)
    )

    with pytest.raises(ConfigError, match=words) as error:
        secret_of(options)

    assert SECRET not in "".join(traceback.format_exception(error.value))


def test_a_missing_keyring_library_is_one_clear_error() -> None:
    """Keyring is optional: where it is asked for and absent, the command to install it is said."""
    code = (
        "import sys; sys.modules['keyring'] = None\n"
        "from reportgen.deliver import MailOptions\n"
        "from reportgen.deliver._secret import secret_of\n"
        "from reportgen.errors import ConfigError\n"
        "try: secret_of(MailOptions(username='u', keyring_service='s'))\n"
        "except ConfigError as error: print(error.hint)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "reportgen[keyring]" in done.stdout


def test_a_server_that_says_the_password_back_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Plain or coded, the secret is cut from a server's words; its repr hides it anyway."""
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", "hunter2!")
    secret = secret_of(MailOptions(username="u"))

    assert hidden("535 hunter2! aHVudGVyMiE= bad", secret) == "535 […] […]= bad"
    assert "hunter2" not in repr(secret)
