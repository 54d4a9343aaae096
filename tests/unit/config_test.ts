import { assertEquals, assertThrows } from "@std/assert";
import { ConfigError, parseConfig, type RawConfig } from "../../src/config.ts";

Deno.test("without settings everything has its default", () => {
  const { sendQueueBytes, registrationTimeout, ...rest } = parseConfig({}, "1");
  assertEquals(rest, {
    host: "::",
    port: 6667,
    serverName: "irc.localhost",
    networkName: "IRC",
    version: "ircd-1",
    motd: [],
    password: null,
    pingInterval: 60_000,
    pingTimeout: 30_000,
  });
  assertEquals([sendQueueBytes > 0, registrationTimeout > 0], [true, true]);
});

Deno.test("every setting is taken, times in seconds", () => {
  const raw: Required<RawConfig> = {
    host: "127.0.0.1",
    port: "0",
    password: "a secret",
    name: "irc.example.org",
    network: "Example",
    motd: "one\r\n\ntwo\n",
    pingInterval: "90",
    pingTimeout: "15",
  };
  const { host, port, password, serverName, networkName, ...rest } =
    parseConfig(raw, "1");
  assertEquals([host, port, password, serverName, networkName], [
    "127.0.0.1",
    0,
    "a secret",
    "irc.example.org",
    "Example",
  ]);
  assertEquals(rest.motd, ["one", "", "two"]);
  assertEquals([rest.pingInterval, rest.pingTimeout], [90_000, 15_000]);
});

for (
  const [setting, value, fault] of [
    ["port", "65536", "must be a number from 0 to 65535"],
    ["port", "-1", "must be a number from 0 to 65535"],
    ["port", "66.7", "must be a number from 0 to 65535"],
    ["port", "irc", "must be a number from 0 to 65535"],
    ["port", "", "must be a number from 0 to 65535"],
    ["host", "", "must not be empty"],
    ["password", "", "must not be empty"],
    ["password", "two\nlines", "must be one line"],
    ["password", "p".repeat(301), "must be at most 300 characters"],
    [
      "name",
      "localhost",
      "must be letters, digits and hyphens with a dot, like irc.example.org",
    ],
    [
      "name",
      "irc.exa mple.org",
      "must be letters, digits and hyphens with a dot, like irc.example.org",
    ],
    ["name", `${"n".repeat(60)}.org`, "must be at most 63 characters"],
    ["network", "two words", "must be one word without : = and ,"],
    ["network", ":x", "must be one word without : = and ,"],
    ["network", "n".repeat(64), "must be at most 63 characters"],
    ["pingInterval", "0", "must be at least 1 second"],
    ["pingInterval", "1.5", "must be a whole number of seconds"],
    ["pingInterval", "86401", "must be at most 86400 seconds"],
    ["pingTimeout", "0", "must be at least 1 second"],
    ["pingTimeout", "soon", "must be a whole number of seconds"],
    ["pingTimeout", "86401", "must be at most 86400 seconds"],
  ] as const
) {
  Deno.test(`a bad ${setting} is named: ${JSON.stringify(value.slice(0, 20))}`, () => {
    const error = assertThrows(
      () => parseConfig({ [setting]: value }, "1"),
      ConfigError,
    );
    assertEquals([error.setting, error.fault], [setting, fault]);
    assertEquals(error.message, `${setting} ${fault}`);
  });
}

for (
  const [setting, value] of [
    ["port", "65535"],
    ["password", "p".repeat(300)],
    ["name", `${"n".repeat(59)}.org`],
    ["network", "n".repeat(63)],
    ["pingInterval", "86400"],
    ["pingTimeout", "1"],
  ]
) {
  Deno.test(`a ${setting} at its limit is good`, () => {
    const config = parseConfig({ [setting]: value }, "1");
    const values = Object.values(config).map(String);
    const kept = setting.startsWith("ping") ? `${value}000` : value;
    assertEquals(values.includes(kept), true);
  });
}
