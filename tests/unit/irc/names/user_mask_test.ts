import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import {
  normaliseMask,
  parseUserMask,
  userMask,
} from "../../../../src/irc/names/user_mask.ts";

for (
  const [given, whole] of [
    ["", "*!*@*"],
    ["nick", "nick!*@*"],
    ["nick!user", "nick!user@*"],
    ["nick!user@host", "nick!user@host"],
    ["user@host", "*!user@host"],
    ["@host", "*!*@host"],
    ["nick!", "nick!*@*"],
    ["!user@", "*!user@*"],
    ["host.name", "*!*@host.name"],
    ["2001:db8::1", "*!*@2001:db8::1"],
    ["*", "*!*@*"],
    ["nick!user@a@b", "nick!user@a@b"],
    ["192.0.2.1/24", "*!*@192.0.2.0/24"],
    ["*@192.0.2.1/32", "*!*@192.0.2.1"],
    ["*@2001:DB8:0:0::1", "*!*@2001:db8::1"],
    ["2001:db8::1/32", "*!*@2001:db8::/32"],
    ["::1", "*!*@0::1"],
    ["::/8", "*!*@0::/8"],
    ["nick!user@::*", "nick!user@0::*"],
    ["::ffff:192.0.2.1", "*!*@192.0.2.1"],
    ["::ffff:192.0.2.1/112", "*!*@192.0.0.0/16"],
    ["::FFFF:192.0.2.*", "*!*@192.0.2.*"],
    ["2001:0db8:*", "*!*@2001:db8:*"],
    ["2001:0db8:000a:?:*", "*!*@2001:db8:a:?:*"],
    ["2001:db8:0:0:*", "*!*@2001:db8::/64"],
    ["2001:0DB8:0000:*", "*!*@2001:db8::/48"],
    ["0:0:0:0:0:0:0:*", "*!*@0::/112"],
    ["2001:db8:100:*", "*!*@2001:db8:100:*"],
    ["2001:db8:*:0:1", "*!*@2001:db8:*:0:1"],
  ]
) {
  Deno.test(`the mask "${given}" stands for ${whole}`, () => {
    assertEquals(normaliseMask(given), whole);
    assertEquals(normaliseMask(whole), whole);
  });
}

function fits(mask: string, source: string): boolean {
  const [, nick, user, host] = /^(.*)!(.*)@(.*)$/.exec(source) ?? [];
  const prepared = userMask(normaliseMask(mask));
  return prepared.fitsName(nick, user) && prepared.fitsHost(host);
}

for (
  const [mask, host] of [
    ["192.0.2.0/24", "192.0.2.255"],
    ["192.0.2.77/24", "192.0.2.1"],
    ["0.0.0.0/0", "192.0.2.1"],
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.0/120", "192.0.2.1"],
    ["192.0.2.*", "192.0.2.1"],
    ["2001:db8::/64", "2001:db8::abcd"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8::*", "2001:db8::1"],
    ["::1", "0::1"],
    ["::*", "0::1"],
    ["::/64", "0::1"],
    ["fe80::/10", "fe80::1%eth0"],
    ["*.ip", "abc.def.ip"],
    ["*", "0::1"],
  ]
) {
  Deno.test(`the mask *!*@${mask} fits the host ${host}`, () => {
    assertEquals(fits(`*!*@${mask}`, `ann!~ann@${host}`), true);
  });
}

for (
  const [mask, host] of [
    ["192.0.2.0/25", "192.0.2.128"],
    ["192.0.2.1", "192.0.2.11"],
    ["0.0.0.0/0", "2001:db8::1"],
    ["::/0", "192.0.2.1"],
    ["::/0", "abc.def.ip"],
    ["2001:db8::/64", "2001:db8:0:1::1"],
    ["::1", "0::11"],
  ]
) {
  Deno.test(`the mask *!*@${mask} does not fit the host ${host}`, () => {
    assertEquals(fits(`*!*@${mask}`, `ann!~ann@${host}`), false);
  });
}

Deno.test("a mask with a block looks at nickname and username too", () => {
  const source = "ann!~ann@192.0.2.1";
  assertEquals(fits("A*!~?nn@192.0.2.0/24", source), true);
  assertEquals(fits("b*!*@192.0.2.0/24", source), false);
  assertEquals(fits("*!ann@192.0.2.0/24", source), false);
});

Deno.test("a mask that somebody can fit is kept", () => {
  const { nickname, username } = DEFAULT_LIMITS;
  const masks = [
    "*",
    "?",
    `${"n".repeat(nickname)}*!${"u".repeat(username)}*@*`,
    `*${"n".repeat(nickname)}!*@*`,
    "*#x!*@*",
    "foo\\bar",
    "é?",
    "x!y@z",
    "*.example.org",
    "a_b-c.example",
    "*@0::*",
    "*@fe80::*%eth0",
    "*@2001:db8::/0",
    "*@*.ip",
    "*@192.0.?.*",
  ];
  for (const mask of masks) {
    assertEquals(parseUserMask(mask, DEFAULT_LIMITS), normaliseMask(mask));
  }
});

Deno.test("a mask that nobody can fit is none", () => {
  const { nickname, username } = DEFAULT_LIMITS;
  const masks = [
    "n".repeat(nickname + 1),
    `${"?".repeat(nickname + 1)}*`,
    "a!b!c@d",
    "a!b@c@d",
    "a b",
    "a,b",
    "#channel",
    "what\\?",
    ":a!b@c",
    "~a!b@c",
    "a.b!c@d",
    `*!${"u".repeat(username + 1)}@*`,
    "*!a:b@*",
    "*@a b",
    "*@192.0.2.0/33",
    "*@2001:db8::/129",
    "*@::ffff:192.0.2.0/24",
    "*@192.0.2.0/",
    "*@192.0.2.0/*",
    "*@192.0.2",
    "*@192.0.2.256",
    "*@:1",
    "*@2001:db8::1::2",
    "*@z:*",
    "*@a\\*",
    "*@é.example",
    `*@${"h".repeat(190)}é`,
    "z:bob",
    "a:",
  ];
  for (const mask of masks) {
    assertEquals([mask, parseUserMask(mask, DEFAULT_LIMITS)], [mask, null]);
  }
});

Deno.test("a mask is no longer than the limit, once it is whole", () => {
  const limits = { ...DEFAULT_LIMITS, mask: 9 };
  assertEquals(parseUserMask("12345", limits), "12345!*@*");
  assertEquals(parseUserMask("123456", limits), null);
});

Deno.test("a mask of IPv6 addresses fits those that it names, however it is written", () => {
  for (
    const [given, host] of [
      ["2001:0db8:*", "2001:db8::7"],
      ["2001:DB8:0:0:*", "2001:db8::7"],
      ["2001:db8:0000:*", "2001:db8:0:1::7"],
      ["2001:0db8:00a0:?:*", "2001:db8:a0:7:1:2:3:4"],
    ]
  ) {
    const mask = userMask(normaliseMask(given));
    assertEquals([given, mask.fitsHost(host)], [given, true]);
    assertEquals(mask.fitsHost("2001:db9::7"), false);
  }
});
