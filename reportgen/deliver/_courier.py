"""The round: take what is due from the outbox, hand it over, write down what became of it."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack

import filelock

from reportgen.deliver._channel import Channel, Mail, UnreachableError, Verdict
from reportgen.deliver._channels import CHANNELS
from reportgen.deliver._options import MailProfile
from reportgen.deliver._outbox import Delivery, Outbox
from reportgen.errors import DeliveryError, ReportgenError
from reportgen.progress import Progress

# Servers take a hundred recipients a message at least (RFC 5321); many take no more.
_MOST_TOGETHER = 100
# So many connections in a row that end before anything went through: the server is down.
_BREAKS_TO_STOP = 2
_LONGEST_WAIT_S = 3600.0
_LOCK_PATIENCE_S = 60.0


class Courier:
    """One round over the outbox with one profile."""

    def __init__(
        self,
        outbox: Outbox,
        profile: MailProfile,
        *,
        ids: Sequence[int],
        progress: Progress,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._outbox = outbox
        self._profile = profile
        self._ids = ids
        self._progress = progress
        self._clock = clock
        self._sleep = sleep
        self._breaks = 0
        self._done = 0

    def go(self) -> None:
        """Try what is due, again and again while the profile's patience lasts.

        Raises:
            DeliveryError: nothing can be sent before somebody mends the settings, or another
                process holds the outbox; what is queued stays so.
        """
        end = self._clock() + self._profile.retry_for_s
        with ExitStack() as stack:
            stack.enter_context(_alone(self._outbox))
            self._outbox.recover()
            channel = CHANNELS[self._profile.channel](self._profile)
            stack.callback(channel.close)
            while True:
                try:
                    self._try_all_due(channel)
                except ReportgenError as error:
                    self._outbox.note(self._ids, error)
                    raise
                at = self._outbox.next_due_at(self._ids)
                if at is None or max(at, self._clock()) > end:
                    return
                channel.close()  # no server likes a guest who only waits
                self._sleep(max(0.0, at - self._clock()))

    def _try_all_due(self, channel: Channel) -> None:
        """Try what is due now, each mail once, the least tried first."""
        self._breaks = 0
        start = self._clock()
        for mails in _together(self._outbox.due(self._ids, now=start)):
            try:
                verdicts = self._sent(channel, mails)
            except UnreachableError as error:
                self._postpone_rest(str(error), due_by=start)
                return
            self._record(mails, verdicts)
            if self._breaks >= _BREAKS_TO_STOP:
                self._postpone_rest("the server keeps ending the connection", due_by=start)
                return

    def _sent(self, channel: Channel, mails: Sequence[Delivery]) -> Mapping[str, Verdict]:
        """Send one message to all of these."""
        one = mails[0]
        id_of = {each.address: each.id for each in mails}
        mail = Mail(
            sender=one.sender,
            recipients=tuple(id_of),
            message_id=one.message_id,
            needs_utf8=one.needs_utf8,
            data=self._outbox.message(one),
        )

        def on_hand_over(accepted: Sequence[str]) -> None:
            self._outbox.hand_over([id_of[address] for address in accepted])

        try:
            return channel.send(mail, on_hand_over=on_hand_over)
        except (UnreachableError, ReportgenError):
            self._outbox.take_back(list(id_of.values()))
            raise

    def _record(self, mails: Sequence[Delivery], verdicts: Mapping[str, Verdict]) -> None:
        now = self._clock()
        for verdict in dict.fromkeys(verdicts.values()):
            these = [each for each in mails if verdicts[each.address] == verdict]
            ids = [each.id for each in these]
            if verdict.kind == "taken":
                self._outbox.tick_off(ids, words=verdict.words, at=now)
            elif verdict.kind == "never":
                self._outbox.fail(ids, words=verdict.words, at=now)
            else:
                self._postpone(these, verdict)
        kinds = {verdict.kind for verdict in verdicts.values()}
        is_broken = any(verdict.is_break for verdict in verdicts.values())
        self._breaks = self._breaks + 1 if is_broken and "taken" not in kinds else 0
        self._done += sum(verdict.kind != "later" for verdict in verdicts.values())
        self._progress("send", done=self._done, total=len(self._ids))

    def _postpone(self, mails: Sequence[Delivery], verdict: Verdict) -> None:
        now = self._clock()
        for each in mails:
            if now - each.queued_at > self._profile.give_up_after_h * 3600:
                words = f"given up after {self._profile.give_up_after_h:g} h: {verdict.words}"
                self._outbox.fail([each.id], words=words, at=now)
                continue
            wait = min(self._profile.backoff_s * 2**each.attempts, _LONGEST_WAIT_S)
            self._outbox.postpone(
                [each.id],
                words=verdict.words,
                due_at=now + wait,
                may_have_come=verdict.may_have_come,
            )

    def _postpone_rest(self, words: str, *, due_by: float) -> None:
        """Put off all that is due: who cannot reach the server for one cannot for the others."""
        self._postpone(self._outbox.due(self._ids, now=due_by), Verdict(kind="later", words=words))


def _together(mails: Sequence[Delivery]) -> Iterator[Sequence[Delivery]]:
    """Yield the mails message by message, no more recipients at once than servers take."""
    messages: dict[str, list[Delivery]] = {}
    for mail in mails:
        messages.setdefault(mail.message_id, []).append(mail)
    for recipients in messages.values():
        for start in range(0, len(recipients), _MOST_TOGETHER):
            yield recipients[start : start + _MOST_TOGETHER]


def _alone(outbox: Outbox) -> AbstractContextManager[object]:
    """Return the lock of the outbox, which the system takes back from a process that dies."""
    lock = filelock.FileLock(outbox.folder / "outbox.lock", mode=0o600)
    try:
        return lock.acquire(timeout=_LOCK_PATIENCE_S)
    except filelock.Timeout as error:
        raise DeliveryError(
            "another reportgen is sending from this outbox",
            hint="the mails wait there; run reportgen outbox retry when it is done",
        ) from error
