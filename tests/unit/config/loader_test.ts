import { assertEquals, assertThrows } from "@std/assert";
import type { Config } from "../../../src/config/config.ts";
import { pairFor } from "../../support/certificates.ts";
import { ConfigFault, loadConfig } from "../../../src/config/loader.ts";
import { parseFlags } from "../../../src/cli/flags.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

/** What there is besides the command line. */
interface Surroundings {
  readonly files?: Readonly<Record<string, string>>;
  readonly password?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

function load(
  args: string,
  { environment = {}, files = {}, password }: Surroundings = {},
): Config {
  const runtime = new MemoryRuntime();
  for (const [path, text] of Object.entries(files)) {
    runtime.files.set(path, text);
  }
  for (const [name, value] of Object.entries(environment)) {
    runtime.environment.set(name, value);
  }
  if (password !== undefined) {
    runtime.environment.set("IRCD_PASSWORD", password);
  }
  const words = args === "" ? [] : args.split(" ");
  return loadConfig(parseFlags(words), "1", runtime);
}

function faultOf(
  args: string,
  surroundings?: Surroundings,
): [complaints: readonly string[], isFailure: boolean] {
  const fault = assertThrows(() => load(args, surroundings), ConfigFault);
  assertEquals(fault.message, fault.complaints.join("; "));
  return [fault.complaints, fault.isFailure];
}

const SERVER = { "ircd.toml": '[server]\nname = "irc.file"\nport = 7000\n' };

Deno.test("without a file and flags everything has its default", () => {
  const { serverName, listeners: [{ port }], password } = load("");
  assertEquals([serverName, port, password], ["irc.localhost", 6667, null]);
});

Deno.test("a flag stands above the file", () => {
  const { serverName, listeners: [{ port }], networkName } = load(
    "--config ircd.toml --port 7001 --network Net",
    { files: SERVER },
  );
  assertEquals([serverName, port, networkName], ["irc.file", 7001, "Net"]);
});

const LISTEN = {
  "ircd.toml": "[[listen]]\nport = 7000\n\n[[listen]]\nport = 7001\n",
};

Deno.test("--host and --port stand above every [[listen]] of the file", () => {
  const placesOf = (args: string) =>
    load(`--config ircd.toml ${args}`, { files: LISTEN }).listeners
      .map(({ host, port }) => `${host} ${port}`);
  assertEquals(placesOf(""), [":: 7000", ":: 7001"]);
  assertEquals(placesOf("--port 7002"), [":: 7002"]);
  assertEquals(placesOf("--host 127.0.0.1"), ["127.0.0.1 6667"]);
});

Deno.test("a mistake in [[listen]] is named with its line", () => {
  const files = {
    "ircd.toml": "[server]\nport = 7000\n\n[[listen]]\nport = 7001\n\n" +
      '[[listen]]\nport = 7001\nkind = "smoke"\n',
  };
  assertEquals(faultOf("--config ircd.toml", { files }), [[
    'ircd.toml:9: listen[1].kind must be "irc" or "http"',
    "ircd.toml:2: server.port and [[listen]] exclude each other",
    "ircd.toml:8: listen[1].port is there twice",
  ], false]);
});

Deno.test("the password of the variable stands above the file, of a flag above both", () => {
  const password = "of the variable";
  const flag = { "flag.txt": "of the flag" };
  const inFile: readonly Readonly<Record<string, string>>[] = [
    { "ircd.toml": '[server]\npassword = "of the file"\n' },
    {
      "ircd.toml": '[server]\npassword-file = "secret.txt"\n',
      "secret.txt": "of the file",
    },
  ];
  for (const files of inFile) {
    const config = "--config ircd.toml";
    const of = (args: string, surroundings: Surroundings) =>
      load(`${config}${args}`, surroundings).password;
    assertEquals(of("", { files }), "of the file");
    assertEquals(of("", { files, password: "" }), "of the file");
    assertEquals(of("", { files, password }), password);
    assertEquals(of(" --password x", { files, password }), "x");
    const more = { files: { ...files, ...flag }, password };
    assertEquals(of(" --password-file flag.txt", more), "of the flag");
  }
});

Deno.test("files that the file names stand beside it, those of flags do not", () => {
  const files = {
    "/etc/ircd/ircd.toml": '[server]\nmotd = "motd.txt"\ndata = "var/data"\n' +
      'password-file = "/run/secret"\n',
    "/etc/ircd/motd.txt": "of the file",
    "/run/secret": "open sesame",
    "motd.txt": "of the flag",
  };
  const config = "--config /etc/ircd/ircd.toml";
  const { motd, dataFolder, password } = load(config, { files });
  assertEquals(motd, ["of the file"]);
  assertEquals([dataFolder, password], ["/etc/ircd/var/data", "open sesame"]);
  assertEquals(load(`${config} --motd motd.txt`, { files }).motd, [
    "of the flag",
  ]);
});

Deno.test("a configuration file in this folder names files in this folder", () => {
  const files = { "ircd.toml": '[server]\ndata = "data"\n' };
  assertEquals(load("--config ircd.toml", { files }).dataFolder, "data");
});

for (
  const [what, flags, environment, folder] of [
    ["ircd-data in this folder", "", {}, "ircd-data"],
    ["what systemd names first", "", { STATE_DIRECTORY: "/a:/b" }, "/a"],
    ["the file's above that", "--config etc/ircd.toml", {
      STATE_DIRECTORY: "/a",
    }, "etc/of-file"],
    ["a variable's above the file's", "--config etc/ircd.toml", {
      IRCD__SERVER__DATA: "variable",
    }, "variable"],
    ["the flag's above all", "--config etc/ircd.toml --data flag", {
      IRCD__SERVER__DATA: "variable",
    }, "flag"],
    ["none where the file says so", "--config etc/none.toml", {}, null],
    ["none where the flag says so", "--data none", {}, null],
  ] as const
) {
  Deno.test(`the folder of data is ${what}`, () => {
    const files = {
      "etc/ircd.toml": '[server]\ndata = "of-file"\n',
      "etc/none.toml": '[server]\ndata = "none"\n',
    };
    assertEquals(load(flags, { files, environment }).dataFolder, folder);
  });
}

Deno.test("mistakes are told with file and line, or with the flag", () => {
  const files = {
    "ircd.toml": '[server]\nport = -1\n\n[users]\nmode = "i"\n\n' +
      '[[operator]]\nname = "root"\n',
  };
  const port = "must be a whole number from 0 to 65535";
  const rest = [
    "ircd.toml:5: users.mode is no setting",
    "ircd.toml:7: operator[0].class is missing",
    "ircd.toml:7: operator[0].password is missing, and so is certfp",
  ];
  assertEquals(faultOf("--config ircd.toml", { files }), [
    [`ircd.toml:2: server.port ${port}`, ...rest],
    false,
  ]);
  assertEquals(faultOf("--config ircd.toml --port irc", { files }), [
    [`--port ${port}`, ...rest],
    false,
  ]);
});

Deno.test("a bad IRCD_PASSWORD is told, whatever the file has", () => {
  const fault = [["IRCD_PASSWORD must be one line"], false];
  const password = "two\nlines";
  assertEquals(faultOf("", { password }), fault);
  const files = { "ircd.toml": '[server]\npassword = "good"\n' };
  assertEquals(faultOf("--config ircd.toml", { files, password }), fault);
  assertEquals(load("--password good", { password }).password, "good");
});

Deno.test("a file that is no TOML is told with the line alone", () => {
  const files = { "ircd.toml": "[server]\nport = = 1\n" };
  assertEquals(faultOf("--config ircd.toml --port irc", { files }), [
    ["ircd.toml:2: Cannot parse value"],
    false,
  ]);
});

Deno.test("a server that is no table is told, flags or not", () => {
  const files = { "ircd.toml": "server = 1\n" };
  assertEquals(faultOf("--config ircd.toml --port 1", { files }), [
    ["ircd.toml:1: server must be a table"],
    false,
  ]);
});

for (
  const [args, fault] of [
    ["--config none.toml", "--config none.toml cannot be read"],
    ["--motd none.txt", "--motd none.txt cannot be read"],
    ["--password-file none", "--password-file none cannot be read"],
  ]
) {
  Deno.test(`${fault}: that is a failure`, () => {
    assertEquals(faultOf(args), [[fault], true]);
  });
}

Deno.test("files that the file names and cannot be read are a failure, each told", () => {
  const files = {
    "etc/ircd.toml": '[server]\nmotd = "a"\npassword-file = "/b"\n',
  };
  assertEquals(faultOf("--config etc/ircd.toml", { files }), [
    [
      "etc/ircd.toml:2: server.motd etc/a cannot be read",
      "etc/ircd.toml:3: server.password-file /b cannot be read",
    ],
    true,
  ]);
});

Deno.test("an empty file with the password is a mistake, and no failure", () => {
  const files = { secret: "\n" };
  assertEquals(faultOf("--password-file secret", { files }), [
    ["--password-file must not be empty"],
    false,
  ]);
});

Deno.test("certificates and Unix sockets stand beside the file; those of flags do not", () => {
  const { certificate, key } = pairFor(["irc.test"]);
  const { certificates, listeners } = load(
    "--config etc/ircd.toml --tls-cert c.pem --tls-key k.pem",
    {
      files: {
        "etc/ircd.toml": '[[listen]]\npath = "ircd.sock"\n\n' +
          '[[tls]]\ncertificate = "a.pem"\nkey = "/keys/a.pem"\n',
        "etc/a.pem": certificate,
        "/keys/a.pem": key,
        "c.pem": certificate,
        "k.pem": key,
      },
    },
  );
  assertEquals(listeners.map(({ path }) => path), ["etc/ircd.sock"]);
  assertEquals(certificates, [
    { certificate: "c.pem", key: "k.pem" },
    { certificate: "etc/a.pem", key: "/keys/a.pem" },
  ]);
});

Deno.test("a mistake in a certificate is told with its line, or with the flag", () => {
  const files = {
    "ircd.toml": '[[tls]]\ncertificate = "a.pem"\nkey = "b.pem"\n',
    "a.pem": "junk",
    "b.pem": "junk",
  };
  const fault = "a.pem holds no certificate in PEM";
  assertEquals(faultOf("--config ircd.toml", { files }), [
    [`ircd.toml:2: tls[0].certificate ${fault}`],
    false,
  ]);
  assertEquals(faultOf("--tls-cert a.pem --tls-key none.pem", { files }), [
    ["--tls-key none.pem cannot be read"],
    true,
  ]);
});
