import { assertEquals, assertThrows } from "@std/assert";
import { parseConfig } from "../../../src/config/config.ts";
import { ConfigError, type Mistake } from "../../../src/config/mistake.ts";
import { PRIVILEGES } from "../../../src/irc/state/settings.ts";
import { pairFor } from "../../support/certificates.ts";
import { noFiles } from "../../support/test_config.ts";

/** What is wrong, each mistake as it is told. */
function faults(
  raw: Readonly<Record<string, unknown>>,
  readTextFile: (path: string) => string = noFiles,
): string[] {
  return mistakes(raw, readTextFile).map((mistake) =>
    new ConfigError([mistake]).message
  );
}

function mistakes(
  raw: Readonly<Record<string, unknown>>,
  readTextFile: (path: string) => string = noFiles,
): readonly Mistake[] {
  return assertThrows(
    () => parseConfig(raw, "1", readTextFile),
    ConfigError,
  ).mistakes;
}

const TIMEOUT = "must be a whole number of seconds from 1 to 25";
const COUNT = "must be a whole number from 1 to 1000000";
const PORT = "must be a whole number from 0 to 65535";
const SECONDS = "must be a whole number of seconds from 1 to 86400";
const SERVER_NAME =
  "must be letters, digits and hyphens with a dot, like irc.example.org";
const WORD = "must be one word without : = and ,";
const SEND_QUEUE = "must be a whole number of bytes from 16384 to 1073741824";
const CHANNEL_MODES =
  "must be letters of channel modes without a parameter, each once";
const PREFIXES = "must be letters of prefix modes, each once";
const URL = "must be a URL that begins with http:// or https://";
const TAG = 'must be "*", or a tag without its +, or with - before it';
const DURATION =
  'must be a whole number of seconds, or a time like "30d", from 0 to 3153600000';
const BLOCK = "must be an address or a CIDR block, like 192.0.2.0/24";
const HASH = `$scrypt$ln=15,r=8,p=1$${"s".repeat(22)}$${"h".repeat(43)}`;
const USER_MODES = "must be letters of user modes that users set, each once";

const BAD: readonly [
  table: string,
  key: string,
  fault: string,
  ...unknown[],
][] = [
  ["log", "format", "must be one of text, json", "xml", 1],
  ["log", "level", "must be one of debug, info, warning, error", "loud"],
  ["log", "addresses", "must be one of full, network, none", true],
  ["log", "file", "must not be empty", ""],
  ["log", "file", "must be text", 1],
  ["log", "levels", "must be a table", "info"],
  ["server", "port", PORT, 65_536, -1, -1.5, 66.7, "irc", "6667", true, NaN],
  [
    "server",
    "receive-queue",
    "must be a whole number of bytes from 4096 to 1073741824",
    0,
    4095,
    "64K",
  ],
  ["flood", "burst", "must be a whole number from 1 to 1000000", 0, 1.5, "x"],
  ["flood", "rate", "must be a whole number from 1 to 1000000", 0],
  ["flood", "start", "must be a whole number from 0 to 1000000", -1],
  ["flood", "welcome", "must be a whole number from 0 to 1000000", -1],
  ["flood", "welcome-time", SECONDS, 0],
  [
    "flood",
    "address-minute",
    "must be a whole number from 1 to 100000000",
    0,
    "x",
  ],
  ["limits", "flood", "must be true or false", 0, "no"],
  ["server", "require-sasl", "must be true or false", "yes", 1],
  ["dns", "reverse", "must be true or false", "yes"],
  ["dns", "timeout", TIMEOUT, 0, 26],
  ["dns", "servers", "must be a list of addresses", "127.0.0.1"],
  ["rates", "targets", COUNT, 0],
  ["rates", "nicks", COUNT, 0, "often"],
  ["connections", "total", COUNT, 0, -1, "all"],
  ["connections", "unregistered", COUNT, 0],
  ["connections", "address", COUNT, 0],
  ["connections", "network", COUNT, 0],
  ["connections", "address-minute", COUNT, 0],
  ["connections", "network-minute", COUNT, 0],
  ["connections", "exempt", "must be a list of addresses", "127.0.0.1"],
  ["server", "host", "must not be empty", ""],
  ["server", "host", "must be text", 127],
  ["server", "password", "must not be empty", ""],
  ["server", "password", "must be one line", "two\nlines", "\r", "a\0"],
  ["server", "password", "must be at most 300 characters", "p".repeat(301)],
  ["server", "password", "must be text", 12345],
  ["server", "password-file", "must not be empty", ""],
  ["server", "motd", "must not be empty", ""],
  ["server", "motd", "must be text", ["motd.txt"]],
  ["server", "data", "must not be empty", ""],
  ["server", "data", "must be text", false],
  ["server", "name", SERVER_NAME, "localhost", "irc.exa mple.org", ".org"],
  ["server", "name", "must be at most 63 characters", `${"n".repeat(60)}.org`],
  ["server", "name", "must not be empty", ""],
  ["server", "network", WORD, "two words", ":x", "a=b", "a,b", "a\x07"],
  ["server", "network", "must be at most 63 characters", "n".repeat(64)],
  ["server", "description", "must be one line", "two\nlines"],
  ["server", "description", "must be text", {}],
  ["server", "admin", "must be a list of texts", "root", 1],
  ["server", "cloak-key", "must not be empty", ""],
  ["server", "ping-interval", SECONDS, 0, 1.5, 86_401, "60"],
  ["server", "ping-timeout", SECONDS, 0, 86_401, "soon"],
  ["server", "registration-timeout", SECONDS, 0, 86_401],
  ["server", "send-queue", SEND_QUEUE, 16_383, 1024 ** 3 + 1, "1 MiB"],
  ["server", "icon", URL, "icon.png", "ftp://a/b", "https://a b", "http://é/"],
  ["server", "client-tag-deny", "must be a list of tags", "typing", 1],
  [
    "server",
    "client-tag-deny",
    "must be at most 300 characters in all",
    Array.from({ length: 31 }, () => "typing/ten"),
  ],
  [
    "server",
    "client-tag-deny",
    'must begin with "*" to have that, or tags with a hyphen',
    ["typing", "*"],
    ["typing", "-react"],
    ["*", "*"],
  ],
  ["server", "prot", "is no setting", 6667],
  ["channels", "modes", CHANNEL_MODES, "k", "nn", "r", "O", "n t", "?"],
  ["channels", "modes", "must be text", 1],
  ["channels", "creator", PREFIXES, "n", "oo", "@"],
  ["channels", "topic", "is no setting", ""],
  ["users", "modes", USER_MODES, "o", "s", "Z", "ii", "?"],
  ["users", "command-nicknames", "must be true or false", "yes", 1],
  ["users", "mode", "is no setting", "i"],
  [
    "limits",
    "nickname",
    "must be a whole number from 1 to 40",
    ...[0, 41, 1.5, "30"],
  ],
  [
    "limits",
    "channel-name",
    "must be a whole number from 1 to 80",
    ...[0, 81],
  ],
  [
    "limits",
    "metadata-value",
    "must be a whole number from 1 to 300",
    ...[0, 301],
  ],
  [
    "limits",
    "multiline-bytes",
    "must be a whole number from 1 to 65536",
    65_537,
  ],
  ["limits", "multiline-lines", "must be a whole number from 1 to 1000", 1001],
  ["limits", "batch-seconds", "must be a whole number from 1 to 600", 601],
  ["limits", "metadata-keys", "must be a whole number from 1 to 1000", 1001],
  ["limits", "read-markers", "must be a whole number from 1 to 100000", 1e6],
  ["limits", "known-messages", "must be a whole number from 1 to 1000000", 1e7],
  ["limits", "held-lines", "must be a whole number from 1 to 1000", 1001],
  ["limits", "whowas", "must be a whole number from 1 to 1000000", 0, 1e7],
  ["limits", "channelName", "is no setting", 64],
];

for (const [table, key, fault, ...values] of BAD) {
  for (const value of values) {
    const shown = JSON.stringify(value).slice(0, 20);
    Deno.test(`${table}.${key} ${fault}: ${shown}`, () => {
      assertEquals(mistakes({ [table]: { [key]: value } }), [
        { path: [table, key], fault },
      ]);
    });
  }
}

for (const table of ["server", "channels", "users", "limits", "sts"]) {
  Deno.test(`${table} is a table`, () => {
    for (const value of [1, "x", true]) {
      assertEquals(faults({ [table]: value }), [`${table} must be a table`]);
    }
  });
}

for (const table of ["class", "operator", "account", "webirc", "listen"]) {
  Deno.test(`${table} is an array of tables`, () => {
    assertEquals(faults({ [table]: { name: "x" } }), [
      `${table} must be [[tables]]`,
    ]);
    assertEquals(faults({ [table]: [1] }), [`${table}[0] must be a table`]);
  });
}

Deno.test("an unknown table is no setting", () => {
  assertEquals(faults({ sever: { port: 1 } }), ["sever is no setting"]);
});

Deno.test("each text of a list is looked at", () => {
  assertEquals(faults({ server: { admin: ["Here", "", 1, "a\nb"] } }), [
    "server.admin[1] must not be empty",
    "server.admin[2] must be text",
    "server.admin[3] must be one line",
  ]);
});

Deno.test("a listener has a port, and a kind that there is", () => {
  assertEquals(
    faults({ listen: [{}, { kind: "tls", host: "", port: 65_536, ssl: 1 }] }),
    [
      'listen[1].kind must be "irc" or "http"',
      "listen[1].host must not be empty",
      `listen[1].port ${PORT}`,
      "listen[1].ssl is no setting",
      "listen[0].port is missing",
    ],
  );
});

Deno.test("the limits of a listener are whole numbers", () => {
  const limits = {
    connections: 0,
    "connections-minute": 1.5,
    unregistered: "",
  };
  const fault = "must be a whole number from 1 to 1000000";
  assertEquals(faults({ listen: [{ port: 1, ...limits }] }), [
    `listen[0].connections ${fault}`,
    `listen[0].connections-minute ${fault}`,
    `listen[0].unregistered ${fault}`,
  ]);
});

Deno.test("one listens somewhere once, and says so in one place", () => {
  const here = { port: 6667 };
  const anywhere = { host: "::1", port: 0 };
  assertEquals(
    faults({
      server: { host: "::", port: 6667 },
      listen: [here, anywhere, anywhere, { host: "::1", port: 6667 }, here],
    }),
    [
      "server.host and [[listen]] exclude each other",
      "server.port and [[listen]] exclude each other",
      "listen[4].port is there twice",
    ],
  );
});

Deno.test("a class has a name and privileges that there are", () => {
  const known = `must be one of ${PRIVILEGES.join(", ")}`;
  assertEquals(
    faults({
      class: [
        { name: "a" },
        { name: "two words", privileges: ["kill", "fly"] },
        { name: "b", privileges: "kill", rank: 1 },
        { privileges: [] },
      ],
    }),
    [
      "class[0].privileges is missing",
      `class[1].name ${WORD}`,
      `class[1].privileges[1] ${known}`,
      "class[2].privileges must be a list of privileges",
      "class[2].rank is no setting",
      "class[3].name is missing",
    ],
  );
});

Deno.test("an operator has a name, a hash of a password and a class", () => {
  assertEquals(
    faults({
      operator: [
        {},
        { name: "root", password: "secret", hosts: "*@*", class: "a" },
      ],
      class: [{ name: "a", privileges: [] }],
    }),
    [
      "operator[0].name is missing",
      "operator[0].class is missing",
      "operator[1].password must be what `ircd hash-password` prints",
      "operator[1].hosts must be a list of masks",
      "operator[0].password is missing, and so are account and certfp",
    ],
  );
});

Deno.test("an account has a name that a nickname may be, and a hash of a password", () => {
  const names = ["two words", "a,b", "#a", "0", "*", "n".repeat(41)];
  assertEquals(
    faults({
      account: [
        { name: "a" },
        { name: "b", password: "secret", mail: "b@example.org" },
        ...names.map((name) => ({ name, password: HASH })),
      ],
    }),
    [
      "account[1].password must be what `ircd hash-password` prints",
      "account[1].mail is no setting",
      ...names.map((_, index) =>
        `account[${index + 2}].name must be what a nickname may be`
      ),
      "account[0].password is missing, and so is certificates",
    ],
  );
});

Deno.test("accounts have a name of their own, in any case and any form of Unicode", () => {
  const names = ["alice", "Bob", "ALICE", "zo\u00eb", "Zoe\u0308"];
  const account = names.map((name) => ({ name, password: HASH }));
  assertEquals(faults({ account }), [
    "account[2].name ALICE is there twice",
    "account[4].name Zoe\u0308 is there twice",
  ]);
});

Deno.test("a gateway has a name, a password, and hosts or a certificate", () => {
  const kiwi = { name: "kiwi", password: "hunter2", hosts: ["::1"] };
  assertEquals(
    faults({
      webirc: [
        { name: "one", password: "hunter2" },
        { name: "two", password: "hunter2", hosts: [] },
        { hosts: "127.0.0.1", certificate: "ab" },
        { ...kiwi, password: "two words" },
        { ...kiwi, name: "four", password: ":x" },
        { ...kiwi, name: "kiwi", hosts: ["::1", "192.0.2.1/33", "localhost"] },
      ],
    }),
    [
      "webirc[0] must have hosts or a certificate",
      "webirc[1] must have hosts or a certificate",
      "webirc[2].name is missing",
      "webirc[2].password is missing",
      "webirc[2].hosts must be a list of addresses",
      "webirc[2].certificate must be a SHA-256 of 64 hexadecimal digits",
      "webirc[3].password must be one word that does not begin with a colon",
      "webirc[4].password must be one word that does not begin with a colon",
      `webirc[5].hosts[1] ${BLOCK}`,
      `webirc[5].hosts[2] ${BLOCK}`,
      "webirc[5].name kiwi is there twice",
    ],
  );
});

Deno.test("the hosts of an operator are masks that somebody can match", () => {
  const hosts = ["*@192.0.2.0/24", "::1", "*@192.0.2.0/33", "a b", "*@*@*"];
  const root = { name: "root", password: HASH, class: "admin", hosts };
  const admin = { name: "admin", privileges: [] };
  const fault = "must be a mask that somebody can match, like *@192.0.2.0/24";
  assertEquals(faults({ operator: [root], class: [admin] }), [
    `operator[0].hosts[2] ${fault}`,
    `operator[0].hosts[3] ${fault}`,
    `operator[0].hosts[4] ${fault}`,
  ]);
});

Deno.test("each tag that is kept back is looked at", () => {
  const tags = ["typing", "+typing", "a,b", "-", "two words", "draft/react"];
  assertEquals(faults({ server: { "client-tag-deny": tags } }), [
    `server.client-tag-deny[1] ${TAG}`,
    `server.client-tag-deny[2] ${TAG}`,
    `server.client-tag-deny[3] ${TAG}`,
    `server.client-tag-deny[4] ${TAG}`,
  ]);
});

Deno.test("sts has a port and a time", () => {
  assertEquals(faults({ sts: {} }), [
    "sts.port is missing",
    "sts.duration is missing",
  ]);
  for (const duration of ["30", "soon", "", -1, 1.5, "1y", true, 1e10]) {
    assertEquals(faults({ sts: { port: 6697, duration } }), [
      `sts.duration ${DURATION}`,
    ]);
  }
  assertEquals(faults({ sts: { port: 0, duration: 1, preload: 1, host: 1 } }), [
    "sts.port must be a whole number from 1 to 65535",
    "sts.preload must be true or false",
    "sts.host is no setting",
  ]);
});

Deno.test("an operator's class is one of the classes, whatever else is wrong", () => {
  assertEquals(
    faults({ server: { port: -1 }, operator: [{ class: "admin" }] }),
    [
      `server.port ${PORT}`,
      "operator[0].name is missing",
      "operator[0].password is missing, and so are account and certfp",
      "operator[0].class admin is no class",
    ],
  );
});

Deno.test("all mistakes are told together, and a setting's once", () => {
  const error = assertThrows(
    () => parseConfig({ server: { port: "x", name: "" }, x: 1 }, "1", noFiles),
    ConfigError,
  );
  assertEquals(
    error.message,
    `server.name must not be empty; server.port ${PORT}; x is no setting`,
  );
});

Deno.test("a password and a file with one exclude each other", () => {
  const server = { password: "a", "password-file": "b", port: -1 };
  assertEquals(faults({ server }, () => "c"), [
    `server.port ${PORT}`,
    "server.password-file and server.password exclude each other",
  ]);
});

Deno.test("files that cannot be read are named beside other mistakes", () => {
  assertEquals(faults({ server: { motd: "motd.txt", port: -1 } }), [
    `server.port ${PORT}`,
    "server.motd motd.txt cannot be read",
  ]);
});

Deno.test("a file that cannot be read is a failure, and no mistake in writing", () => {
  const server = { motd: "motd.txt", "password-file": "secret.txt" };
  assertEquals(mistakes({ server }), [
    {
      path: ["server", "motd"],
      fault: "motd.txt cannot be read",
      isFailure: true,
    },
    {
      path: ["server", "password-file"],
      fault: "secret.txt cannot be read",
      isFailure: true,
    },
  ]);
});

for (
  const [text, fault] of [
    ["", "must not be empty"],
    ["\n", "must not be empty"],
    ["two\nlines\n", "must be one line"],
    ["p".repeat(301), "must be at most 300 characters"],
  ]
) {
  Deno.test(`a password in a file ${fault}: ${JSON.stringify(text).slice(0, 20)}`, () => {
    const server = { "password-file": "secret.txt" };
    assertEquals(mistakes({ server }, () => text), [
      { path: ["server", "password-file"], fault },
    ]);
  });
}

Deno.test("classes and operators have a name of their own", () => {
  const twice = [
    { name: "a", privileges: [] },
    { name: "a", privileges: ["kill"] },
  ];
  assertEquals(faults({ class: twice }), ["class[1].name a is there twice"]);
});

Deno.test("who checks connections is a url or a command", () => {
  const neither = "check must have a url or a command, and not both";
  assertEquals(faults({ check: {} }), [neither]);
  const url = "http://127.0.0.1/";
  assertEquals(faults({ check: { url, command: ["a"] } }), [neither]);
  assertEquals(faults({ check: { url: "ftp://x" } }), [`check.url ${URL}`]);
  const list = "check.command must be a list: the program, and its arguments";
  assertEquals(faults({ check: { command: [] } }), [list]);
  assertEquals(faults({ check: { url, "on-failure": "maybe" } }), [
    'check.on-failure must be "accept" or "refuse"',
  ]);
});

Deno.test("a listener is on a port or on a Unix socket, and a rule for it needs a name", () => {
  assertEquals(
    faults({
      listen: [
        { path: "a.sock", port: 6667 },
        { path: "b.sock", host: "::" },
        { path: "b.sock", mode: "rw" },
        { port: 6667, mode: "0660" },
        { port: 6668, tor: true },
        { port: 6669, "require-sasl": true },
        { port: 6670, name: "192.0.2.1" },
        { port: 6671, proxy: ["anybody"] },
        { port: 6672, kind: "smoke" },
      ],
    }),
    [
      'listen[2].mode must be a mode of files, like "0660"',
      "listen[6].name must be letters, digits and hyphens, and begin with a letter",
      'listen[7].proxy[0] must be an address, a CIDR block like 192.0.2.0/24, or "unix"',
      'listen[8].kind must be "irc" or "http"',
      "listen[0].port and path exclude each other",
      "listen[1].host and path exclude each other",
      "listen[2].path is there twice",
      "listen[3].mode needs a path",
      "listen[4].tor needs a name",
      "listen[5].require-sasl needs a name",
    ],
  );
});

const ONE = pairFor(["irc.test"]);
const OTHER = pairFor(["irc.test"]);

/** A folder with two certificates and their keys. */
function readPem(path: string): string {
  const files: Record<string, string> = {
    "cert.pem": ONE.certificate,
    "key.pem": ONE.key,
    "other.pem": OTHER.key,
    "junk.pem": "junk",
  };
  return files[path] ?? noFiles(path);
}

Deno.test("each pair of certificate and key must be there and fit", () => {
  const tls = [
    { certificate: "cert.pem", key: "key.pem" },
    { certificate: "cert.pem", key: "other.pem" },
    { certificate: "junk.pem", key: "key.pem" },
    { certificate: "cert.pem", key: "junk.pem" },
    { certificate: "cert.pem" },
  ];
  assertEquals(faults({ tls }, readPem), [
    "tls[4].key is missing",
    "tls[1].key other.pem does not belong to cert.pem",
    "tls[2].certificate junk.pem holds no certificate in PEM",
    "tls[3].key junk.pem holds no private key in PEM, or one under a passphrase",
  ]);
});

Deno.test("a certificate that cannot be read is a failure, one that is wrong is a mistake", () => {
  const [missing] = mistakes({
    tls: [{ certificate: "cert.pem", key: "none.pem" }],
  }, readPem);
  assertEquals(missing, {
    path: ["tls", 0, "key"],
    fault: "none.pem cannot be read",
    isFailure: true,
  });
  const [wrong] = mistakes({
    tls: [{ certificate: "cert.pem", key: "other.pem" }],
  }, readPem);
  assertEquals(wrong.isFailure, false);
});

Deno.test("TLS needs a certificate, and a certificate its key", () => {
  const fault = "needs a certificate: [[tls]], or tls-cert and tls-key";
  assertEquals(faults({ server: { "tls-port": 6697 } }), [
    `server.tls-port ${fault}`,
  ]);
  assertEquals(faults({ listen: [{ port: 6697, tls: true }] }), [
    `listen[0].tls ${fault}`,
  ]);
  assertEquals(faults({ server: { "tls-cert": "cert.pem" } }, readPem), [
    "server.tls-cert needs a tls-key",
  ]);
  assertEquals(faults({ server: { "tls-key": "key.pem" } }, readPem), [
    "server.tls-key needs a tls-cert",
  ]);
});
