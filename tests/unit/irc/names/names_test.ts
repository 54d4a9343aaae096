import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import {
  asHost,
  asUsername,
  isChannelName,
  isNickname,
} from "../../../../src/irc/names/names.ts";

Deno.test("a nickname has 1 to NICKLEN characters, of two bytes on average", () => {
  assertEquals(
    [
      "",
      "a",
      "a".repeat(DEFAULT_LIMITS.nickname),
      "é".repeat(DEFAULT_LIMITS.nickname),
      "é".repeat(DEFAULT_LIMITS.nickname - 1) + "😀",
    ]
      .map((nick) => isNickname(nick, DEFAULT_LIMITS)),
    [false, true, true, true, false],
  );
  assertEquals(
    isNickname("a".repeat(DEFAULT_LIMITS.nickname + 1), DEFAULT_LIMITS),
    false,
  );
  assertEquals(
    isNickname("😀".repeat(DEFAULT_LIMITS.nickname + 1), DEFAULT_LIMITS),
    false,
  );
});

Deno.test("a nickname holds letters, digits and what clients must be allowed", () => {
  for (
    const nick of [
      "aZ09",
      "[]{}\\|",
      "_a-^`",
      "é",
      "日本",
      "a:b",
      "a#&$",
      "\u{1facd}",
    ]
  ) {
    assertEquals(isNickname(nick, DEFAULT_LIMITS), true, nick);
  }
});

Deno.test("a nickname holds nothing that would be taken for something else", () => {
  for (
    const character
      of " ,*?!@.\0\r\n\t\x07\x7f\u00a0\u200b\u2028\ud800\u3164\ufe0f\u{e0020}"
  ) {
    assertEquals(
      isNickname(`a${character}`, DEFAULT_LIMITS),
      false,
      escape(character),
    );
  }
  for (const character of "$:#&~@%+") {
    assertEquals(isNickname(`${character}a`, DEFAULT_LIMITS), false, character);
  }
});

Deno.test("a channel's name has 2 to CHANNELLEN characters and begins with #", () => {
  assertEquals(isChannelName("#", DEFAULT_LIMITS), false);
  assertEquals(isChannelName("#a", DEFAULT_LIMITS), true);
  assertEquals(
    isChannelName(
      `#${"é".repeat(DEFAULT_LIMITS.channelName - 1)}`,
      DEFAULT_LIMITS,
    ),
    true,
  );
  assertEquals(
    isChannelName(`#${"é".repeat(DEFAULT_LIMITS.channelName)}`, DEFAULT_LIMITS),
    false,
  );
  for (const name of ["", "a", "a#", "&a", "+a", "!a", "0"]) {
    assertEquals(isChannelName(name, DEFAULT_LIMITS), false, name);
  }
});

Deno.test("a channel's name has no space, no comma, no ^G, no control", () => {
  for (const character of " ,\x07\0\r\n\t\x1f\x7f") {
    assertEquals(
      isChannelName(`#a${character}`, DEFAULT_LIMITS),
      false,
      escape(character),
    );
  }
  for (const character of ":#&*?!@.é") {
    assertEquals(
      isChannelName(`#a${character}`, DEFAULT_LIMITS),
      true,
      character,
    );
  }
});

Deno.test("a username begins with one tilde and has at most USERLEN characters", () => {
  assertEquals(asUsername("guest", DEFAULT_LIMITS), "~guest");
  assertEquals(asUsername("~~guest", DEFAULT_LIMITS), "~guest");
  const longest = "u".repeat(DEFAULT_LIMITS.username - 1);
  assertEquals(asUsername(`${longest}u`, DEFAULT_LIMITS), `~${longest}`);
});

Deno.test("a username is one word without ! and @", () => {
  assertEquals(asUsername("a b!c@d:e\x07f", DEFAULT_LIMITS), "~abcdef");
  assertEquals(
    asUsername("\u202ea\u200b\u{1facd}", DEFAULT_LIMITS),
    "~a\u{1facd}",
  );
  assertEquals(
    ["", "~", "!@", " ", "\x07"].map((name) =>
      asUsername(name, DEFAULT_LIMITS)
    ),
    [
      null,
      null,
      null,
      null,
      null,
    ],
  );
});

Deno.test("a host is one parameter", () => {
  assertEquals(asHost("192.0.2.1"), "192.0.2.1");
  assertEquals(asHost("::ffff:192.0.2.1"), "192.0.2.1");
  assertEquals(asHost("2001:db8::1"), "2001:db8::1");
  assertEquals(asHost("::1"), "0::1");
  assertEquals(asHost("::"), "0::");
});

function escape(character: string): string {
  return JSON.stringify(character);
}
