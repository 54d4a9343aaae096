import { assertEquals } from "@std/assert";
import {
  asHost,
  asUsername,
  isChannelName,
  isNickname,
  MAX_CHANNEL_NAME,
  MAX_NICKNAME,
  MAX_USERNAME,
} from "../../../src/irc/wire/names.ts";

Deno.test("a nickname has 1 to NICKLEN characters, however many bytes", () => {
  assertEquals(
    ["", "a", "a".repeat(MAX_NICKNAME), "😀".repeat(MAX_NICKNAME)]
      .map(isNickname),
    [false, true, true, true],
  );
  assertEquals(isNickname("a".repeat(MAX_NICKNAME + 1)), false);
  assertEquals(isNickname("😀".repeat(MAX_NICKNAME + 1)), false);
});

Deno.test("a nickname holds letters, digits and what clients must be allowed", () => {
  for (const nick of ["aZ09", "[]{}\\|", "_a-^`", "é", "日本", "a:b", "a#&$"]) {
    assertEquals(isNickname(nick), true, nick);
  }
});

Deno.test("a nickname holds nothing that would be taken for something else", () => {
  for (const character of " ,*?!@.\0\r\n\t\x07\x7f\u00a0\u200b\u2028\ud800") {
    assertEquals(isNickname(`a${character}`), false, escape(character));
  }
  for (const character of "$:#&~@%+") {
    assertEquals(isNickname(`${character}a`), false, character);
  }
});

Deno.test("a channel's name has 2 to CHANNELLEN characters and begins with #", () => {
  assertEquals(isChannelName("#"), false);
  assertEquals(isChannelName("#a"), true);
  assertEquals(isChannelName(`#${"é".repeat(MAX_CHANNEL_NAME - 1)}`), true);
  assertEquals(isChannelName(`#${"é".repeat(MAX_CHANNEL_NAME)}`), false);
  for (const name of ["", "a", "a#", "&a", "+a", "!a", "0"]) {
    assertEquals(isChannelName(name), false, name);
  }
});

Deno.test("a channel's name has no space, no comma, no ^G, no control", () => {
  for (const character of " ,\x07\0\r\n\t\x1f\x7f") {
    assertEquals(isChannelName(`#a${character}`), false, escape(character));
  }
  for (const character of ":#&*?!@.é") {
    assertEquals(isChannelName(`#a${character}`), true, character);
  }
});

Deno.test("a username begins with one tilde and has at most USERLEN characters", () => {
  assertEquals(asUsername("guest"), "~guest");
  assertEquals(asUsername("~~guest"), "~guest");
  const longest = "u".repeat(MAX_USERNAME - 1);
  assertEquals(asUsername(`${longest}u`), `~${longest}`);
});

Deno.test("a username is one word without ! and @", () => {
  assertEquals(asUsername("a b!c@d:e\x07f"), "~abcdef");
  assertEquals(["", "~", "!@", " ", "\x07"].map(asUsername), [
    null,
    null,
    null,
    null,
    null,
  ]);
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
