"""Where passwords come from, and how they stay out of sight.

From the environment, else from a command, else from the keyring; never from a file of settings,
an argument, or into a log, a message or a traceback.
"""

import base64
import os
import subprocess

from pydantic import SecretStr

from reportgen.deliver._options import MailProfile
from reportgen.errors import ConfigError

_COMMAND_TIMEOUT_S = 60
_HIDDEN = "[…]"


def secret_of(profile: MailProfile) -> SecretStr:
    """Return the password, or with xoauth2 the access token, of the profile's user.

    Raises:
        ConfigError: none is to be had; the message says where it was looked for.
    """
    found = os.environ.get(profile.password_env)
    if not found and profile.password_command:
        found = _of_command(profile.password_command)
    if not found and profile.keyring_service:
        found = _of_keyring(profile.keyring_service, profile.username or "")
    if not found:
        raise ConfigError(
            f"there is no password for {profile.username} on {profile.host}",
            hint=f"set ${profile.password_env}, password_command or keyring_service under [mail]",
        )
    return SecretStr(found)


def hidden(text: str, secret: SecretStr | None) -> str:
    """Return `text` without the secret, in case a server says it back."""
    if secret is None:
        return text
    plain = secret.get_secret_value()
    for form in (plain, base64.b64encode(plain.encode()).decode().rstrip("=")):
        text = text.replace(form, _HIDDEN)
    return text


def _of_command(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own settings name it; no shell
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_COMMAND_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = error.strerror if isinstance(error, OSError) else "it did not end"
        # without the cause: a time-out carries what the command had said so far
        raise ConfigError(f"password_command {command[0]!r} failed: {why}") from None
    if done.returncode:
        raise ConfigError(
            f"password_command {command[0]!r} failed with code {done.returncode}",
            hint="run it by hand to see why",
        )
    return done.stdout.decode("utf-8", "replace").split("\n", maxsplit=1)[0].rstrip("\r")


def _of_keyring(service: str, username: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise ConfigError(
            "keyring_service is set, but the keyring library is not installed",
            hint="run: pip install 'reportgen[keyring]'",
        ) from error
    try:
        return keyring.get_password(service, username)
    except KeyringError as error:
        raise ConfigError(
            f"the keyring cannot be opened: {type(error).__name__}",
            hint="unlock it, or use password_command",
        ) from error
