import { assertEquals } from "@std/assert";
import {
  ERR_NEEDMOREPARAMS,
  ERR_NOSUCHNICK,
  numericReply,
  RPL_LOCALUSERS,
  RPL_TOPIC,
  RPL_UMODEIS,
  RPL_WELCOME,
} from "../../../../src/irc/wire/numerics.ts";
import * as numerics from "../../../../src/irc/wire/numerics.ts";

const written = (numeric: numerics.Numeric, ...params: string[]) =>
  numericReply("irc.test", "alice", numeric, params).text;

Deno.test("a numeric has its source, target, parameters and text", () => {
  assertEquals(
    written(ERR_NEEDMOREPARAMS, "JOIN"),
    ":irc.test 461 alice JOIN :Not enough parameters",
  );
  assertEquals(
    written(RPL_WELCOME, "TestNet", "a!b@c"),
    ":irc.test 001 alice :Welcome to the TestNet network, a!b@c",
  );
  assertEquals(
    written(RPL_LOCALUSERS, "1", "2", "1", "2"),
    ":irc.test 265 alice 1 2 :Current local users 1, max 2",
  );
});

Deno.test("a numeric without a text has its parameters alone", () => {
  assertEquals(written(RPL_UMODEIS, "+i"), ":irc.test 221 alice +i");
});

Deno.test("a text is written as it is, %s and $& in it too", () => {
  assertEquals(
    written(RPL_TOPIC, "#a", " 100%s $& : x "),
    ":irc.test 332 alice #a : 100%s $& : x ",
  );
});

for (
  const [given, shown] of [
    ["", "*"],
    [" ", "*"],
    [":", "*"],
    [":::", "*"],
    ["a b", "a"],
    [" a b", "a"],
    [":x", "x"],
    ["::x y", "x"],
    [" :x", "x"],
    [": x", "*"],
    ["\u3000x", "\u3000x"],
  ]
) {
  Deno.test(`the parameter "${given}" of a client is written as ${shown}`, () => {
    assertEquals(
      written(ERR_NOSUCHNICK, given),
      `:irc.test 401 alice ${shown} :No such nick/channel`,
    );
  });
}

Deno.test("every numeric has three digits, and none is there twice", () => {
  const codes = Object.values(numerics)
    .filter((value) => typeof value === "object")
    .map(({ code }) => code);
  assertEquals(codes.filter((code) => !/^\d{3}$/.test(code)), []);
  assertEquals(codes.length, new Set(codes).size);
});
