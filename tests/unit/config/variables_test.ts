import { assertEquals, assertThrows } from "@std/assert";
import type { Config } from "../../../src/config/config.ts";
import { KEYS } from "../../../src/config/keys.ts";
import { ConfigFault, loadConfig } from "../../../src/config/loader.ts";
import { overlayVariables, variableOf } from "../../../src/config/variables.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

/** What differs of a call. */
interface Call {
  readonly file?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, string | number>>;
}

function load({ file, env, flags = {} }: Call): Config {
  const runtime = new MemoryRuntime();
  if (file !== undefined) runtime.files.set("/etc/ircd.toml", file);
  runtime.files.set("here.txt", "from here");
  for (const [name, value] of Object.entries(env)) {
    runtime.environment.set(name, value);
  }
  const config = file === undefined ? undefined : "/etc/ircd.toml";
  return loadConfig({ config, settings: flags }, "1", runtime, "key");
}

function complaints(call: Call): readonly string[] {
  return assertThrows(() => load(call), ConfigFault).complaints;
}

Deno.test("a variable overrides the file, and a flag the variable", () => {
  const file = '[server]\nname = "irc.file"\nnetwork = "File"\n';
  const env = { IRCD__SERVER__NAME: "irc.env", IRCD__SERVER__NETWORK: "Env" };
  const config = load({ file, env, flags: { name: "irc.flag" } });
  assertEquals(
    [config.serverName, config.networkName],
    ["irc.flag", "Env"],
  );
});

Deno.test("a variable is a number, true or false, a text or a list, as its key is", () => {
  const config = load({
    env: {
      IRCD__SERVER__PING_INTERVAL: "90",
      IRCD__SERVER__NETWORK: "42",
      IRCD__USERS__COMMAND_NICKNAMES: "true",
      IRCD__SERVER__ADMIN: '["Here", "root@example.org"]',
      IRCD__LIMITS__CHANNEL_NAME: "50",
      IRCD__LOG__LEVELS__CONNECT: "info",
      IRCD__USERS__MODES: "",
      IRCD__STS__DURATION: "30d",
      IRCD__STS__PORT: "6697",
      HOME: "/root",
      IRCD_PASSWORD: "pass",
    },
  });
  assertEquals(config.pingIntervalMs, 90_000);
  assertEquals(config.networkName, "42");
  assertEquals(config.commandNicknames, true);
  assertEquals(config.admin, ["Here", "root@example.org"]);
  assertEquals(config.limits.channelName, 50);
  assertEquals(config.log.levels, { connect: "info" });
  assertEquals(config.sts, "port=6697,duration=2592000");
  assertEquals(config.password, "pass");
});

const OPERATOR = `[[class]]
name = "helper"
privileges = ["kill"]
[[operator]]
name = "ann"
password = "$scrypt$ln=15,r=8,p=1$${"s".repeat(22)}$${"h".repeat(43)}"
class = "helper"
`;

Deno.test("lists are set one by one, beside or over what the file has", () => {
  const config = load({
    file: OPERATOR,
    env: {
      IRCD__OPERATOR__0__NAME: "eve",
      IRCD__CLASS__0__PRIVILEGES__0: "ban",
      IRCD__CLASS__1__NAME: "other",
      IRCD__CLASS__1__PRIVILEGES: "[]",
      IRCD__SERVER__ADMIN__0: "Here",
      IRCD__SERVER__ADMIN__1: "There",
    },
  });
  const [{ name, privileges }] = config.operators;
  assertEquals([name, privileges], ["eve", ["ban"]]);
  assertEquals(config.admin, ["Here", "There"]);
});

Deno.test("tables of which there are several may be one list in JSON", () => {
  const listen = '[{"port": 7000}, {"port": 7001, "host": "127.0.0.1"}]';
  const { listeners } = load({ env: { IRCD__LISTEN: listen } });
  assertEquals(listeners.map(({ port }) => port), [7000, 7001]);
});

Deno.test("where a variable says where to listen, the file does not, whichever way", () => {
  const ports = (file: string, env: Record<string, string>) =>
    load({ file, env }).listeners.map(({ port }) => port);
  assertEquals(
    ports("[[listen]]\nport = 1000\n", { IRCD__SERVER__PORT: "2000" }),
    [2000],
  );
  assertEquals(
    ports("[server]\nport = 1000\n", { IRCD__LISTEN__0__PORT: "2000" }),
    [2000],
  );
});

Deno.test("a variable with a password takes the place of the file's, whichever way", () => {
  const password = (file: string, env: Record<string, string>) =>
    load({ file: `[server]\n${file}\n`, env }).password;
  assertEquals(
    password('password = "file"', { IRCD__SERVER__PASSWORD_FILE: "here.txt" }),
    "from here",
  );
  assertEquals(
    password('password-file = "no"', { IRCD__SERVER__PASSWORD: "env" }),
    "env",
  );
  assertEquals(
    password("", { IRCD__SERVER__PASSWORD: "env", IRCD_PASSWORD: "other" }),
    "other",
  );
});

Deno.test("a mistake names the variable that it is in", () => {
  const file = "[server]\nport = 1\nnetwork = 5\n";
  assertEquals(
    complaints({
      file,
      env: {
        IRCD__SERVER__PORT: "irc",
        IRCD__CLASS: '[{"name": "a b", "privileges": []}]',
        IRCD__OPERATOR__0__NAME: "ann",
      },
    }),
    [
      "/etc/ircd.toml:3: server.network must be text",
      "IRCD__SERVER__PORT server.port must be a whole number from 0 to 65535",
      "IRCD__CLASS class[0].name must be one word without : = and ,",
      "IRCD__OPERATOR__0__NAME operator[0].class is missing",
      "IRCD__OPERATOR__0__NAME operator[0].password is missing, and so are account and certfp",
    ],
  );
});

Deno.test("a variable that sets nothing is a mistake", () => {
  assertEquals(
    complaints({
      env: {
        IRCD__SERVER__NAEM: "irc.test",
        IRCD__SERVER: "{}",
        IRCD__SERVER__ADMIN: "Here",
        IRCD__CLASS__1__NAME: "second",
        IRCD__: "x",
      },
    }),
    [
      "IRCD__ is no setting",
      "IRCD__SERVER is no setting",
      "IRCD__SERVER__ADMIN must be a list in JSON",
      "IRCD__SERVER__NAEM is no setting",
      "IRCD__CLASS__0 is missing",
    ],
  );
});

Deno.test("every key has a variable, which sets it and no other", () => {
  const names = KEYS.map(({ path }) => variableOf(path));
  assertEquals(new Set(names).size, names.length);
  for (const { kind, path } of KEYS) {
    const text = kind === "list" ? "[1]" : kind === "boolean" ? "true" : "1";
    const { tables, mistakes } = overlayVariables(
      { [variableOf(path)]: text },
      {},
    );
    const value = path.reduce<unknown>(
      (within, part) => (within as Record<string | number, unknown>)[part],
      tables,
    );
    assertEquals(mistakes, []);
    assertEquals(JSON.stringify(value).replaceAll('"', ""), text);
  }
});

Deno.test("the file's tables stay as they are", () => {
  const file = { server: { name: "irc.file" } };
  overlayVariables({ IRCD__SERVER__NAME: "irc.env" }, file);
  assertEquals(file, { server: { name: "irc.file" } });
});
