"""Runs this server for the cross-server suite progval/irctest.

    pytest --controller irctest_controller irctest/server_tests ...

with this folder on PYTHONPATH, and the server's command in IRCD_COMMAND.
"""

import collections
import contextlib
import functools
import os
import shlex
import shutil
import signal
import socket
import subprocess
from typing import Any, BinaryIO, Dict, Iterator, List, Optional, Set, Type

from irctest.basecontrollers import (
    BaseServerController,
    DirectoryBasedController,
    TestCaseControllerConfig,
)
from irctest.cases import BaseServerTestCase
from irctest.runner import NotImplementedByController
from irctest.specifications import OptionalBehaviors

CONFIG = """
[server]
name = "My.Little.Server"
network = "testnet"
description = "test server"
admin = ["Here", "The server under test", "admin@example.org"]
# Some tests wait for whole minutes, and answer no PING meanwhile.
ping-interval = 3600
{password}

[[listen]]
host = "{hostname}"
port = {port}
{proxy}
{websocket}
[users]
# Some tests are called "nick" and "user".
command-nicknames = true
# They expect to see where a client comes from.
modes = "{modes}"

[limits]
flood = false
# What its tests of these limits take for granted.
multiline-bytes = 4096
multiline-lines = 32

[rates]
targets = 1000000
joins = 1000000
nicks = 1000000
invites = 1000000
aways = 1000000
topics = 1000000

[[class]]
name = "everything"
privileges = ["kill", "ban", "rehash", "die", "override", "announce", "spy", "flood", "accounts", "roles", "channels", "defcon", "vhosts", "relay"]

[[operator]]
name = "operuser"
password = "{operator_hash}"
class = "everything"

[accounts]
before-connect = {before_connect}
email = "{email}"
password-length = 1
hourly = 1000000
always-on = "{always_on}"

[mail]
from = "irc@example.org"
host = "localhost"

[history]
page = {page}
"""

WEBSOCKET = """
[[listen]]
kind = "http"
host = "{hostname}"
port = {port}
"""

ACCOUNT = """
[[account]]
name = "{name}"
password = "{password_hash}"
"""


# What the only listener is called where Ergo would be told of it.
LISTENER = "all"

# How many messages history gives at once.
PAGE = 1000

# A longer one cannot be registered.
MOST_PASSWORD_BYTES = 300


def server_command() -> List[str]:
    return shlex.split(os.environ["IRCD_COMMAND"])


@functools.lru_cache()
def hash_of(password: str) -> str:
    hashing = [*server_command(), "hash-password"]
    return subprocess.check_output(hashing, input=password, text=True).strip()


def tables() -> Dict[str, Any]:
    """Tables that are there as soon as they are asked for."""
    return collections.defaultdict(tables)


def ergo_config(config: TestCaseControllerConfig) -> Dict[str, Any]:
    """What Ergo would be told: some tests ask for nothing but that."""
    ergo = tables()
    ergo["server"]["listeners"] = {LISTENER: None}
    if config.ergo_config is not None:
        config.ergo_config(ergo)
    return ergo


def default_modes(ergo: Dict[str, Any]) -> str:
    modes = ergo["accounts"].get("default-user-modes")
    return modes.lstrip("+") if isinstance(modes, str) else ""


def always_on_in(ergo: Dict[str, Any]) -> str:
    return ergo["accounts"]["multiclient"].get("always-on", "opt-in")


def proxies_in(ergo: Dict[str, Any]) -> str:
    listener = ergo["server"]["listeners"][LISTENER] or {}
    return 'proxy = ["127.0.0.1"]' if listener.get("proxy") else ""


def wait_for(lines: BinaryIO, text: bytes) -> None:
    for line in lines:
        if text in line:
            return
    raise ConnectionError(f"the server did not say {text!r}")


class IrcdController(BaseServerController, DirectoryBasedController):
    software_name = "ircd"
    supported_sasl_mechanisms: Set[str] = {"PLAIN", "SCRAM-SHA-256"}
    supports_sts = False
    extban_mute_char = "m"
    isupport = {
        "CASEMAPPING": "ascii",
        "CHANTYPES": "#",
        "EXCEPTS": "e",
        "INVEX": "I",
        "NETWORK": "testnet",
        "PREFIX": "(qaohv)~&@%+",
        "STATUSMSG": "~&@%+",
        "WHOX": None,
    }
    optional_behaviors = frozenset(
        [
            OptionalBehaviors.BAN_EXCEPTION_MODE,
            OptionalBehaviors.CAP_REQ_MINUS,
            OptionalBehaviors.INVITE_EXCEPTION_MODE,
            OptionalBehaviors.INVITE_LIST,
            OptionalBehaviors.INVITE_OVERRIDES_LIMIT,
            OptionalBehaviors.MULTI_JOIN,
            OptionalBehaviors.MULTI_KICK,
            OptionalBehaviors.MULTI_NAMES_COMMAND,
            OptionalBehaviors.MULTI_PRIVMSG,
            OptionalBehaviors.NO_CTCP,
            OptionalBehaviors.SASL_AFTER_REGISTRATION,
            OptionalBehaviors.SASL_REAUTHENTICATION,
        ]
    )

    def run(
        self,
        hostname: str,
        port: int,
        *,
        password: Optional[str],
        ssl: bool,
        run_services: bool,
        faketime: Optional[str],
        websocket_hostname: Optional[str],
        websocket_port: Optional[int],
    ) -> None:
        if ssl:
            raise NotImplementedByController("TLS")
        self.port = port
        self.hostname = hostname
        websocket = ""
        if websocket_port is not None:
            websocket = WEBSOCKET.format(hostname=websocket_hostname, port=websocket_port)
        self.create_config()
        ergo = ergo_config(self.test_config)
        with self.open_file("ircd.toml") as config:
            config.write(
                CONFIG.format(
                    hostname=hostname,
                    port=port,
                    websocket=websocket,
                    proxy=proxies_in(ergo),
                    modes=default_modes(ergo),
                    password=f'password = "{password}"' if password else "",
                    operator_hash=hash_of("operpassword"),
                    before_connect=str(
                        self.test_config.account_registration_before_connect
                    ).lower(),
                    always_on=always_on_in(ergo),
                    page=PAGE,
                    email=(
                        "required"
                        if self.test_config.account_registration_requires_email
                        else "none"
                    ),
                )
            )
        config_file = str(self.directory / "ircd.toml")
        data = str(self.directory / "data")
        self.command = [*server_command(), "--config", config_file, "--data", data]
        if faketime and shutil.which("faketime"):
            self.command = ["faketime", "-f", faketime, *self.command]
            self.faketime_enabled = True
        self.proc = self.execute(self.command)

    def getConfig(self) -> Dict[str, Any]:
        """What tests of Ergo change of its configuration, and give to rehash."""
        return {"history": {}}

    def rehash(self, case: BaseServerTestCase, config: Dict[str, Any]) -> None:
        """Has the server read its configuration again, with what was changed of Ergo's."""
        page = config["history"]["znc-maxmessages"]
        with open(self.directory / "ircd.toml", "a") as file:
            file.write(f"[history]\npage = {page}\n")
        client = "operator_for_rehash"
        case.connectClient(nick=client, name=client)
        case.sendLine(client, "OPER operuser operpassword")
        case.sendLine(client, "REHASH")
        case.getMessages(client)
        case.sendLine(client, "QUIT")
        case.assertDisconnected(client)

    def restart(self) -> None:
        """Starts the server again, with what it has kept."""
        self.kill_proc()
        self.port_open = False
        self.proc = self.execute(self.command)
        self.wait_for_port()

    def getConfig(self) -> Dict[str, Any]:
        """What Ergo would be told, to be changed."""
        return tables()

    def rehash(self, case: BaseServerTestCase, config: Dict[str, Any]) -> None:
        """Has the server read its configuration again, with what was changed."""
        most = config["history"]["znc-maxmessages"]
        path = self.directory / "ircd.toml"
        path.write_text(path.read_text().replace(f"page = {PAGE}", f"page = {most}"))
        with self.watch() as lines:
            self.reload(lines)

    def reload(self, lines: BinaryIO) -> None:
        self.proc.send_signal(signal.SIGHUP)
        # Operators are told when the file has been read.
        wait_for(lines, b":*** The configuration was read again")

    def wait_for_services(self) -> None:
        """The server has its accounts itself."""

    def registerUser(
        self, case: BaseServerTestCase, username: str, password: Optional[str] = None
    ) -> None:
        if password is None:
            raise NotImplementedByController("accounts without a password")
        self.wait_for_port()
        with self.watch() as lines:
            if len(password.encode()) > MOST_PASSWORD_BYTES:
                self.configure(username, password)
                self.reload(lines)
            else:
                lines.write(f"NS SAREGISTER {username} {password}\r\n".encode())
                lines.flush()
                wait_for(lines, b" is there.")

    @contextlib.contextmanager
    def watch(self) -> Iterator[BinaryIO]:
        """Gives the connection of an operator, until the block ends."""
        with socket.create_connection((self.hostname, self.port), timeout=10) as watch:
            lines = watch.makefile("rwb")
            for line in ("NICK watch", "USER watch 0 * :x", "OPER operuser operpassword"):
                lines.write(f"{line}\r\n".encode())
            lines.flush()
            wait_for(lines, b" 381 ")
            yield lines
            lines.write(b"QUIT\r\n")
            lines.flush()
            wait_for(lines, b"ERROR ")

    def configure(self, name: str, password: str) -> None:
        """Has an account that is set in the file, whose password may be as long as one likes."""
        account = ACCOUNT.format(name=name, password_hash=hash_of(password))
        with (self.directory / "ircd.toml").open("a") as config:
            config.write(account)


def get_irctest_controller_class() -> Type[IrcdController]:
    return IrcdController
