"""The ways out for mail: one line each."""

from collections.abc import Callable

from reportgen.deliver._channel import Channel
from reportgen.deliver._local import FolderChannel, MaildirChannel, SendmailChannel
from reportgen.deliver._options import MailProfile
from reportgen.deliver._smtp import SmtpChannel

CHANNELS: dict[str, Callable[[MailProfile], Channel]] = {
    "smtp": SmtpChannel,
    "sendmail": SendmailChannel,
    "folder": FolderChannel,
    "maildir": MaildirChannel,
}
