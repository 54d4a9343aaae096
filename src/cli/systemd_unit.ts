import type { Subcommand } from "./subcommand.ts";

/** What is true of it is also in the README, under "Operating". */
const UNIT = `# /etc/systemd/system/ircd.service
[Unit]
Description=IRC server
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
NotifyAccess=main
ExecStart=/usr/local/bin/ircd --config /etc/ircd/ircd.toml
ExecReload=/bin/kill -HUP $MAINPID
WatchdogSec=30
Restart=on-failure
TimeoutStopSec=10

DynamicUser=yes
ConfigurationDirectory=ircd
StateDirectory=ircd
StateDirectoryMode=0700
WorkingDirectory=/var/lib/ircd
LimitNOFILE=65536
UMask=0077

# MemoryDenyWriteExecute would keep the runtime from compiling what is run often.
AmbientCapabilities=
CapabilityBoundingSet=
LockPersonality=yes
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
ProcSubset=pid
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target`;

/** `ircd systemd-unit` */
export const systemdUnit: Subcommand = {
  name: "systemd-unit",
  argument: null,
  help: "print a unit for systemd",
  run({ runtime }) {
    runtime.print(UNIT);
  },
};
