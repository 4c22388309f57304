"""A Dovecot of our own on loopback: every user there has an empty mailbox."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.provision import NotHere, apt, certificates

PASSWORD = "secret"
_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")
_SPOKEN = "2.3."
"""The releases whose way of being configured we know; 2.4 has another one."""
_PATIENCE = 20.0

SETTINGS = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
mail_uid = {mail_user}
mail_gid = {mail_group}
first_valid_uid = 1
mail_fsync = never
{users}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
_UNPRIVILEGED = """
default_internal_user = {me}
default_internal_group = {group}
default_login_user = {me}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server: where it listens, and how it is stopped for a while."""

    program: str
    home: Path
    port: int
    tls_port: int

    def url(self, user: str, password: str = PASSWORD) -> str:
        """Return the URL of somebody's mailbox."""
        return f"imap://{user}:{password}@127.0.0.1:{self.port}/INBOX"

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            NotHere: it does not.
        """
        config = str(self.home / "dovecot.conf")
        # Into a file: its children would hold a pipe open for ever.
        with (self.home / "said").open("wb") as said:
            done = subprocess.run(
                [self.program, "-c", config],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                timeout=_PATIENCE,
            )
        if done.returncode:
            said_why = (self.home / "said").read_text()[-300:]
            raise NotHere(f"Dovecot does not start: {said_why}")
        ends = time.monotonic() + _PATIENCE
        while not self._answers():
            if time.monotonic() > ends:
                raise NotHere(f"Dovecot is silent; its log is in {self.home}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End it; what lies in the mailboxes stays."""
        config = str(self.home / "dovecot.conf")
        subprocess.run(
            [self.program, "-c", config, "stop"],
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=_PATIENCE,
        )

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as asked:
                return asked.recv(4) == b"* OK"
        except OSError:
            return False


def made(home: Path) -> Dovecot:
    """Prepare a server whose files lie in this folder.

    Raises:
        NotHere: there is no Dovecot, or one that we cannot configure.
    """
    server = Dovecot(_program(), home, free_port(), free_port())
    (home / "mail").mkdir(parents=True)
    certificate, key = certificates.certificate(home)
    as_root = os.geteuid() == 0
    if as_root:
        # Mail is read and written by nobody, who must get to the folder.
        for folder in (home, home.parent):
            folder.chmod(0o711)
        shutil.chown(home / "mail", "nobody")
    me, group = getpass.getuser(), str(os.getegid())
    settings = SETTINGS.format(
        home=home,
        port=server.port,
        tls_port=server.tls_port,
        certificate=certificate,
        key=key,
        password=PASSWORD,
        mail_user="nobody" if as_root else me,
        mail_group="nogroup" if as_root else group,
        users="" if as_root else _UNPRIVILEGED.format(me=me, group=group),
    )
    (home / "dovecot.conf").write_text(settings)
    return server


def obtain() -> str:
    """Install Dovecot if need be, and say which program it is."""
    try:
        return _program()
    except NotHere:
        apt.install("dovecot-imapd")
        return _program()


def _program() -> str:
    path = os.pathsep.join((os.environ.get("PATH", ""), *_FOLDERS))
    program = shutil.which("dovecot", path=path)
    if program is None:
        raise NotHere("no Dovecot: install `dovecot-imapd`")
    asked = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False
    )
    if not asked.stdout.startswith(_SPOKEN):
        raise NotHere(f"Dovecot {asked.stdout.split()[0]}: only {_SPOKEN}x is known")
    return program


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
