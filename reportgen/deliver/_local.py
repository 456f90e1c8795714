"""Mail that stays in the house: a sendmail program, a folder of .eml files, a Maildir.

Files are named after the Message-ID, so that a mail written twice is one file.
"""

import mailbox
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from reportgen.deliver._channel import HandOver, Mail, UnreachableError, Verdict, all_alike
from reportgen.deliver._options import MailProfile
from reportgen.errors import ConfigError, DeliveryError, OutputError
from reportgen.printable import fold_space
from reportgen.store import write_all

_TRY_AGAIN = os.EX_TEMPFAIL
_LONGEST_ANSWER = 300


class SendmailChannel:
    """The local mail system takes it, and keeps its own queue."""

    def __init__(self, profile: MailProfile) -> None:
        self._command = profile.sendmail_command
        self._timeout_s = profile.timeout_s

    def send(self, mail: Mail, *, on_hand_over: HandOver) -> Mapping[str, Verdict]:
        """Give a mail to the program; see `Channel.send`."""
        on_hand_over(mail.recipients)
        # -i: a line with nothing but a full stop does not end the mail
        command = [*self._command, "-i", "-f", mail.sender, "--", *mail.recipients]
        try:
            done = subprocess.run(  # noqa: S603 - the user's own settings name it; no shell
                command,
                input=mail.data.replace(b"\r\n", b"\n"),
                check=False,
                capture_output=True,
                timeout=self._timeout_s,
            )
        except subprocess.TimeoutExpired:
            words = f"{self._command[0]} did not end in {self._timeout_s:g} s"
            return all_alike(
                mail.recipients, Verdict(kind="later", words=words, may_have_come=True)
            )
        except OSError as error:
            raise DeliveryError(
                f"cannot run {self._command[0]}: {error.strerror}",
                hint="set sendmail_command under [mail] to the program's path",
            ) from error
        said = fold_space((done.stderr or done.stdout).decode("utf-8", "replace"))
        words = f"{done.returncode} {said[:_LONGEST_ANSWER]}".strip()
        if done.returncode == 0:
            return all_alike(mail.recipients, Verdict(kind="taken", words=words))
        is_temporary = done.returncode == _TRY_AGAIN or done.returncode < 0
        kind: Literal["later", "never"] = "later" if is_temporary else "never"
        return all_alike(mail.recipients, Verdict(kind=kind, words=words))

    def close(self) -> None:
        """Nothing is open."""


class FolderChannel:
    """A folder of .eml files, for other programs to pick up."""

    def __init__(self, profile: MailProfile) -> None:
        self._folder = _folder_of(profile)

    def send(self, mail: Mail, *, on_hand_over: HandOver) -> Mapping[str, Verdict]:
        """Write a mail as one file; see `Channel.send`."""
        on_hand_over(mail.recipients)
        path = self._folder / f"{_name(mail)}.eml"
        try:
            write_all([(path, mail.data)])
        except OutputError as error:
            raise UnreachableError(error.message) from error
        return all_alike(mail.recipients, Verdict(kind="taken", words=str(path)))

    def close(self) -> None:
        """Nothing is open."""


class MaildirChannel:
    """A Maildir, which any mail program on this machine can open."""

    def __init__(self, profile: MailProfile) -> None:
        self._folder = _folder_of(profile)

    def send(self, mail: Mail, *, on_hand_over: HandOver) -> Mapping[str, Verdict]:
        """Put a mail among the new ones, unless it is there, read or unread."""
        on_hand_over(mail.recipients)
        name = f"{_name(mail)}.reportgen"
        try:
            mailbox.Maildir(self._folder, create=True)
            if not any(any((self._folder / box).glob(f"{name}*")) for box in ("new", "cur")):
                draft = self._folder / "tmp" / name
                write_all([(draft, mail.data)])
                draft.rename(self._folder / "new" / name)
        except (OSError, OutputError) as error:
            raise UnreachableError(f"{self._folder} cannot be written: {error}") from error
        return all_alike(mail.recipients, Verdict(kind="taken", words=f"{self._folder}/new/{name}"))

    def close(self) -> None:
        """Nothing is open."""


def _folder_of(profile: MailProfile) -> Path:
    if profile.folder is None:
        raise ConfigError(
            f"channel = {profile.channel} needs a folder", hint='put folder = "…" under [mail]'
        )
    return profile.folder


def _name(mail: Mail) -> str:
    """Return the Message-ID as a file name: it is a digest of ours."""
    return mail.message_id.strip("<>").partition("@")[0]
