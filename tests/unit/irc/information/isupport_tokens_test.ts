import { assert, assertEquals } from "@std/assert";
import { COMMANDS } from "../../../../src/irc/protocol.ts";
import {
  CHANNEL_MODES,
  EXTENDED_BANS,
  type ModeKind,
  PREFIX_MODES,
} from "../../../../src/irc/modes/index.ts";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

function tokensOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(" :")[0].split(" ").slice(3));
}

function valuesOf(lines: readonly string[]): Map<string, string> {
  return new Map(
    tokensOf(lines).map((token) => {
      const [name, ...value] = token.split("=");
      return [name, value.join("=")];
    }),
  );
}

function lettersOf(kind: ModeKind): string {
  return CHANNEL_MODES.filter((mode) => mode.kind === kind)
    .map((mode) => mode.letter).join("");
}

Deno.test("RPL_ISUPPORT names each limit as it is set", () => {
  // Each another number, so that no token can be taken for its neighbour.
  const names = Object.keys(DEFAULT_LIMITS);
  const limits = {
    ...DEFAULT_LIMITS,
    ...Object.fromEntries(names.map((name, index) => [name, 40 + index])),
  };
  const ann = new TestNetwork({}, limits).register("ann");
  const values = valuesOf(ann.send("ISUPPORT"));
  const expected: Readonly<Record<string, string | number>> = {
    AWAYLEN: limits.away,
    CHANLIMIT: `#:${limits.channels}`,
    CHANNELLEN: limits.channelName,
    KEYLEN: limits.key,
    KICKLEN: limits.reason,
    MAXLIST: `${lettersOf("list")}:${limits.listEntries}`,
    MAXTARGETS: limits.messageTargets,
    MODES: limits.modes,
    MONITOR: limits.monitor,
    NAMELEN: limits.realname,
    NICKLEN: limits.nickname,
    SILENCE: limits.silence,
    TOPICLEN: limits.topic,
    USERLEN: limits.username,
  };
  for (const [name, value] of Object.entries(expected)) {
    assertEquals(values.get(name), String(value), name);
  }
  const targets = [...COMMANDS.values()].flatMap(({ name, targets }) =>
    targets === undefined ? [] : [`${name}:${limits[targets]}`]
  );
  assertEquals(values.get("TARGMAX"), targets.join(","));
});

Deno.test("RPL_ISUPPORT names the modes as their tables have them", () => {
  const values = valuesOf(new TestNetwork().register("ann").send("ISUPPORT"));
  const symbols = PREFIX_MODES.map((mode) => mode.symbol).join("");
  const letters = PREFIX_MODES.map((mode) => mode.letter).join("");
  assertEquals(values.get("PREFIX"), `(${letters})${symbols}`);
  assertEquals(values.get("STATUSMSG"), symbols);
  assertEquals(
    values.get("CHANMODES"),
    ["list" as const, "always" as const, "setting" as const, "flag" as const]
      .map(lettersOf).join(","),
  );
  assertEquals(values.get("EXTBAN"), `,${[...EXTENDED_BANS.keys()].join("")}`);
  for (
    const [name, kind] of [["EXCEPTS", "list"], ["INVEX", "list"]] as const
  ) {
    assert(lettersOf(kind).includes(values.get(name) ?? " "), name);
  }
  assertEquals(EXTENDED_BANS.get(values.get("ACCOUNTEXTBAN") ?? ""), "account");
});

Deno.test("RPL_ISUPPORT names the network and the casemapping", () => {
  const network = new TestNetwork({ networkName: "ExampleNet" });
  const values = valuesOf(network.register("ann").send("ISUPPORT"));
  assertEquals(values.get("NETWORK"), "ExampleNet");
  assertEquals(values.get("CASEMAPPING"), "ascii");
  assertEquals(values.get("CHANTYPES"), "#");
});

Deno.test("the tokens of RPL_ISUPPORT are sorted and each is there once", () => {
  const tokens = tokensOf(new TestNetwork().register("ann").send("ISUPPORT"));
  assertEquals(tokens, [...tokens].sort());
  const names = tokens.map((token) => token.split("=")[0]);
  assertEquals(names, [...new Set(names)]);
});

Deno.test("a line of RPL_ISUPPORT has at most 13 tokens and 512 bytes, whoever reads it", () => {
  const network = new TestNetwork({
    serverName: `irc.${"s".repeat(54)}.test`,
    networkName: "é".repeat(63),
  });
  const nick = "é".repeat(DEFAULT_LIMITS.nickname);
  const lines = network.register(nick).send("ISUPPORT");
  const short = new TestNetwork({ networkName: "é".repeat(63) });
  assertEquals(tokensOf(lines), tokensOf(short.register("a").send("ISUPPORT")));
  for (const line of lines) {
    assert(tokensOf([line]).length <= 13, line);
    assert(new TextEncoder().encode(`${line}\r\n`).length <= 512, line);
    assert(line.endsWith(" :are supported by this server"), line);
  }
});

Deno.test("draft/ACCOUNTREQUIRED is there where nobody gets in without an account", () => {
  const valuesWith = (requireSasl: boolean) => {
    const network = new TestNetwork();
    const ann = network.register("ann");
    network.reconfigure({ requireSasl });
    ann.take();
    return valuesOf(ann.send("ISUPPORT"));
  };
  assertEquals(valuesWith(true).get("draft/ACCOUNTREQUIRED"), "");
  assertEquals(valuesWith(false).has("draft/ACCOUNTREQUIRED"), false);
});
