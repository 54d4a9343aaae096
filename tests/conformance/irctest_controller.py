"""Runs this server for the cross-server suite progval/irctest.

    pytest --controller irctest_controller irctest/server_tests ...

with this folder on PYTHONPATH, and the server's command in IRCD_COMMAND.
"""

import functools
import os
import shlex
import shutil
import subprocess
from typing import List, Optional, Set, Type

from irctest.basecontrollers import BaseServerController, DirectoryBasedController
from irctest.runner import NotImplementedByController
from irctest.specifications import OptionalBehaviors

CONFIG = """
[server]
name = "My.Little.Server"
network = "testnet"
description = "test server"
host = "{hostname}"
port = {port}
admin = ["Here", "The server under test", "admin@example.org"]
# Some tests wait for whole minutes, and answer no PING meanwhile.
ping-interval = 3600
{password}

[users]
# Some tests are called "nick" and "user".
command-nicknames = true

[[class]]
name = "everything"
privileges = ["kill", "ban", "rehash", "die", "override", "announce", "spy"]

[[operator]]
name = "operuser"
password = "{operator_hash}"
class = "everything"
"""


def server_command() -> List[str]:
    return shlex.split(os.environ["IRCD_COMMAND"])


@functools.lru_cache()
def hash_of(password: str) -> str:
    hashing = [*server_command(), "hash-password"]
    return subprocess.check_output(hashing, input=password, text=True).strip()


class IrcdController(BaseServerController, DirectoryBasedController):
    software_name = "ircd"
    supported_sasl_mechanisms: Set[str] = set()
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
        if run_services:
            raise NotImplementedByController("services")
        if websocket_hostname is not None or websocket_port is not None:
            raise NotImplementedByController("WebSocket")
        self.port = port
        self.hostname = hostname
        self.create_config()
        with self.open_file("ircd.toml") as config:
            config.write(
                CONFIG.format(
                    hostname=hostname,
                    port=port,
                    password=f'password = "{password}"' if password else "",
                    operator_hash=hash_of("operpassword"),
                )
            )
        command = [*server_command(), "--config", str(self.directory / "ircd.toml")]
        if faketime and shutil.which("faketime"):
            command = ["faketime", "-f", faketime, *command]
            self.faketime_enabled = True
        self.proc = self.execute(command)


def get_irctest_controller_class() -> Type[IrcdController]:
    return IrcdController
