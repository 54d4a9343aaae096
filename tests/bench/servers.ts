import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { HOST } from "./client.ts";
import type { Launcher } from "./process.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NAME = "bench.example";

/** A server that can be measured. */
export interface Server {
  /** As in `--servers`. */
  name: string;
  /** As in the head of the table. */
  title: string;
  /** What exactly it is, with its version. */
  version: string;
  /** Writes what configuration it needs and returns its command line. */
  launch: Launcher;
}

const FINDERS: Record<string, () => Server | string> = {
  deno: findDeno,
  bun: findBun,
  ngircd: () => findNgircd("ngircd", "ngIRCd", WITHOUT_LOOKUPS),
  inspircd: findInspircd,
  "ngircd-lookups": () =>
    findNgircd("ngircd-lookups", "ngIRCd with lookups", ""),
};

/** By itself ngIRCd looks up the name and the ident of each client, in a process of its own. */
const WITHOUT_LOOKUPS = "DNS = no\nIdent = no\n";

/** What `mkcert` writes. */
const TLS_FLAGS = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];

/** The names of the servers that are measured unless others are asked for. */
export const USUAL_SERVERS = ["deno", "bun", "ngircd", "inspircd"];

/** The names of all servers that `findServer` knows. */
export const SERVER_NAMES: string[] = Object.keys(FINDERS);

/** Finds one of `SERVER_NAMES` on this machine; returns a string that says what lacks if it is not there. */
export function findServer(name: string): Server | string {
  return FINDERS[name]();
}

function findDeno(): Server | string {
  const asked = commandFrom("IRCD_DENO");
  if (asked !== undefined) return ours("deno", "Deno", asked);
  const source = path.join(ROOT, "src/main.ts");
  if (!fs.existsSync(source)) {
    return `no ${source}, and IRCD_DENO is not set`;
  }
  const permissions = ["net", "read", "write", "env", "sys"];
  return ours("deno", "Deno", [
    process.env.DENO ?? "deno",
    "run",
    // As in the Makefile.
    "--v8-flags=--max-semi-space-size=8",
    ...permissions.map((permission) => `--allow-${permission}`),
    source,
  ]);
}

function findBun(): Server | string {
  const asked = commandFrom("IRCD_BUN");
  if (asked !== undefined) return ours("bun", "Bun", asked);
  const executable = path.join(ROOT, ".build/ircd-bun");
  return fs.existsSync(executable)
    ? ours("bun", "Bun", [executable])
    : `no ${executable}, and IRCD_BUN is not set`;
}

/** All that throttles or limits is off. */
const CONFIGURATION = `[limits]
flood = false
[rates]
targets = 1000000
joins = 1000000
nicks = 1000000
aways = 1000000
[users]
modes = ""
`;

function ours(
  name: string,
  runtime: string,
  command: string[],
): Server | string {
  const program = findProgram(command[0]);
  if (program === undefined) return `no program ${command[0]}`;
  // The variable makes an executable that Bun compiled answer as Bun itself.
  const version = firstLine(program, "--version", { BUN_BE_BUN: "1" });
  return {
    name,
    title: `ircd (${runtime})`,
    version: `${runtime} ${version.replace(/^deno /, "")}`,
    launch: (folder, port, tlsPort) => {
      const file = path.join(folder, "ircd.toml");
      fs.writeFileSync(file, CONFIGURATION);
      const arguments_ = command.slice(1);
      const made = spawnSync(program, [...arguments_, "mkcert", NAME], {
        cwd: folder,
      });
      // One of before there was TLS is measured without.
      const tls = made.status === 0
        ? ["--tls-port", String(tlsPort), ...TLS_FLAGS]
        : [];
      return [
        program,
        ...arguments_,
        ...["--config", file, "--port", String(port)],
        ...["--host", HOST, "--name", NAME],
        ...tls,
      ];
    },
  };
}

function findNgircd(
  name: string,
  title: string,
  options: string,
): Server | string {
  const program = findProgram("ngircd");
  if (program === undefined) return "no program ngircd";
  return {
    name,
    title,
    version: firstLine(program, "--version"),
    launch: (folder, port, tlsPort) => {
      const file = path.join(folder, "ngircd.conf");
      const tls = makeCertificate(folder)
        ? `[SSL]\nCertFile = ${folder}/cert.pem\nKeyFile = ${folder}/key.pem\nPorts = ${tlsPort}\n`
        : "";
      fs.writeFileSync(file, ngircdConfiguration(port, options) + tls);
      return [program, "-n", "-f", file];
    },
  };
}

/** All that throttles or limits is off. Started by root, it becomes `nobody` by itself. */
function ngircdConfiguration(port: number, options: string): string {
  return `[Global]
Name = ${NAME}
Info = Benchmark
Listen = ${HOST}
Ports = ${port}
MotdPhrase = Benchmark
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxListSize = 0
MaxPenaltyTime = 0
PingTimeout = 3600
PongTimeout = 3600
[Options]
${options}PAM = no
NoticeBeforeRegistration = no
`;
}

function findInspircd(): Server | string {
  const program = findProgram("inspircd");
  if (program === undefined) return "no program inspircd";
  return {
    name: "inspircd",
    title: "InspIRCd",
    version: firstLine(program, "--version"),
    launch: (folder, port, tlsPort) => {
      const file = path.join(folder, "inspircd.conf");
      const motd = path.join(folder, "motd.txt");
      fs.writeFileSync(motd, "Benchmark\n");
      fs.writeFileSync(
        file,
        inspircdConfiguration(port, motd) +
          (makeCertificate(folder) ? inspircdTls(folder, tlsPort) : ""),
      );
      return [
        program,
        "--config",
        file,
        "--nofork",
        "--runasroot",
        "--nopid",
        "--nolog",
      ];
    },
  };
}

/** All that throttles, limits or resolves is off. */
function inspircdConfiguration(port: number, motd: string): string {
  return `<server name="${NAME}" description="Benchmark" id="0AA" network="Bench">
<admin name="bench" nick="bench" email="bench@${NAME}">
<bind address="${HOST}" port="${port}" type="clients">
<connect name="main" allow="*" timeout="60" pingfreq="3600" resolvehostnames="no"
  maxchans="1000" limit="1000000" localmax="1000000" globalmax="1000000" maxconnwarn="no"
  recvq="10M" softsendq="10M" hardsendq="10M"
  fakelag="no" threshold="1000000000" commandrate="1000000000">
<performance softlimit="1000000" somaxconn="4096" netbuffersize="10240">
<files motd="${motd}">
`;
}

function inspircdTls(folder: string, port: number): string {
  return `<module name="ssl_gnutls">
<sslprofile name="Clients" provider="gnutls" certfile="${folder}/cert.pem" keyfile="${folder}/key.pem"
  requestclientcert="yes">
<bind address="${HOST}" port="${port}" type="clients" sslprofile="Clients">
`;
}

/** Writes a pair like that of `mkcert` for the servers that make none; false where there is no OpenSSL. */
function makeCertificate(folder: string): boolean {
  const { status } = spawnSync("openssl", [
    ..."req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256".split(
      " ",
    ),
    ...["-days", "9", "-subj", `/CN=${NAME}`],
    ...["-keyout", "key.pem", "-out", "cert.pem"],
  ], { cwd: folder });
  return status === 0;
}

/** A command from the environment, in words; those that name a file here are made absolute. */
function commandFrom(variable: string): string[] | undefined {
  const words = process.env[variable]?.split(" ").filter((word) => word !== "");
  if (words === undefined || words.length === 0) return undefined;
  return words.map((word) =>
    word.includes("/") && fs.existsSync(word) ? path.resolve(word) : word
  );
}

function findProgram(name: string): string | undefined {
  if (name.includes("/")) {
    return fs.existsSync(name) ? path.resolve(name) : undefined;
  }
  // Debian puts daemons where the PATH of a plain user does not look.
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
  ];
  return folders.map((folder) => path.join(folder, name)).find((file) =>
    fs.existsSync(file)
  );
}

function firstLine(
  program: string,
  option: string,
  env: Record<string, string> = {},
): string {
  const { stdout } = spawnSync(program, [option], {
    encoding: "utf8",
    timeout: 5000,
    env: { ...process.env, ...env },
  });
  return (stdout ?? "").split("\n")[0].trim();
}
