import fc from "fast-check";
import { COMMANDS } from "../../src/irc/protocol.ts";
import { CHANSERV } from "../../src/irc/services/chanserv/index.ts";
import { NICKSERV } from "../../src/irc/services/nickserv/index.ts";
import { MessageIds } from "../../src/irc/state/message_ids.ts";
import {
  CHANNEL_MODES,
  PREFIX_MODES,
  USER_MODES,
} from "../../src/irc/modes/index.ts";
import { KEYS, PHONE } from "../support/push.ts";
import { START } from "../support/test_network.ts";

/** One step of a history. Sessions are named by a number that is taken modulo those there are, or are the latest. */
export type Step =
  | {
    readonly kind: "open";
    readonly address: string;
    /** True if it comes over TLS */
    readonly secure?: boolean;
  }
  | {
    readonly kind: "line";
    readonly session: number | "latest";
    readonly line: string;
  }
  | { readonly kind: "close"; readonly session: number }
  | { readonly kind: "tick"; readonly milliseconds: number };

// Small pools, so that what happens in a history meets what happened before.
const nick = fc.constantFrom(
  "ann",
  "Bob",
  "bOB",
  "[x]",
  "ünï",
  "9lives",
  "n".repeat(30),
  "n".repeat(31),
  "join",
  "*",
  "a.b",
);
const channel = fc.constantFrom(
  "#a",
  "#A",
  "#b",
  "#ünï",
  "#" + "c".repeat(63),
  "#",
  "&x",
  "a",
);
const text = fc.oneof(
  fc.constantFrom(
    "hi",
    "ann: Bob, [x]",
    "",
    ":",
    "\x01ACTION waves\x01",
    "a\0b\rc",
    "é".repeat(240),
    "😀".repeat(120),
  ),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const endpoint = fc.constantFrom(PHONE, `${PHONE}2`, `${PHONE}3`);
const mask = fc.constantFrom(
  "*!*@*",
  "ann",
  "*@192.0.2.*",
  "?nn!*",
  "a\\*",
  "*".repeat(50),
  "m".repeat(300),
);
const entry = fc.constantFrom("m:ann!*@*", "!U:*", "j:#a", "r:Real*", "2:30");
const block = fc.constantFrom(
  "192.0.2.1",
  "*@2001:db8::/32",
  "2001:db8::/64",
  "u@198.51.100.*",
  "*@*",
);
const duration = fc.constantFrom("1", "10s", "1d2h", "soon", "0");
const key = fc.constantFrom("key", "other", "k,k", ":k", "");
const number = fc.constantFrom("0", "1", "2", "-1", "99999999999", "x", "");
const server = fc.constantFrom("irc.test", "*.TEST", "*", "irc.other", "ann");
const letters = fc.string({
  unit: fc.constantFrom(
    ..."++--Xé",
    ...[...CHANNEL_MODES, ...PREFIX_MODES, ...USER_MODES].map((mode) =>
      mode.letter
    ),
  ),
  maxLength: 8,
});

function list(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(item, { minLength: 1, maxLength: 6 }).map((items) =>
    items.join(",")
  );
}

type Params = readonly fc.Arbitrary<string>[];

const anything = fc.oneof(nick, channel, mask, key, number, letters, text);
const modeParam = fc.oneof(nick, mask, key, number, channel, entry);
const trailing = text.map((value) => `:${value}`);
const signed = fc.tuple(fc.constantFrom("", "+", "-"), fc.oneof(nick, mask))
  .map((parts) => parts.join(""));
const condition = fc.constantFrom(">1", "<2", "C>0", "t<9", "!#a", "<", "#*");
const whoOptions = fc.constantFrom(
  "o",
  "%tcuihsnfdlaor,123",
  "o%na",
  "%",
  "%z",
);

// The first events of a history have the same msgids as these.
const messageIds = new MessageIds(START);
const ids = Array.from({ length: 12 }, () => messageIds.next(START));
const msgid = fc.constantFrom(...ids, "unknown", ":");
const timestamp = fc.constantFrom(
  "timestamp=2026-01-01T00:00:00.000Z",
  "timestamp=2026-01-01T00:00:10.000Z",
  "timestamp=2025-12-31T00:00:00.000Z",
  "timestamp=2025-12-32T00:00:00.000Z",
  "*",
);

const reference = fc.oneof(timestamp, msgid.map((id) => `msgid=${id}`));
/** An attribute of SEARCH. */
const attribute = fc.oneof(
  fc.oneof(channel, nick).map((target) => `in=${target}`),
  nick.map((nick) => `from=${nick}`),
  fc.constantFrom("text=hi", "text=a*", 'text="\\shi\\:"', "text=", "limit=2"),
  fc.tuple(fc.constantFrom("after", "before"), timestamp).map(([name, time]) =>
    `${name}=${time.replace("timestamp=", "")}`
  ),
);

const subcommand = fc.constantFrom("LATEST", "BEFORE", "AFTER", "AROUND");
const amount = fc.constantFrom("10", "1h", "5:1d", "off", "0");

const metadataTarget = fc.constantFrom("*", "#a", "#b", "ann", "Bob", "*ALL");
const metadataKey = fc.constantFrom(
  "avatar",
  "color",
  "im.xmpp",
  "k".repeat(40),
  "k".repeat(41),
  "Bad",
  ":",
);

const batchTarget = fc.constantFrom("#a", "#A", "Bob", "ann", "@#a");

const newPassword = fc.constantFrom("sesame-sesame", "sesame", "other-sesame");
// The first secrets that are drawn lead to these.
const code = fc.constantFrom("0".repeat(16), "f".repeat(16), "x");
const [ORDERS, CHANNEL_ORDERS] = [NICKSERV, CHANSERV].map(({ commands }) =>
  commands.map(({ name }) => name)
);

/** What each command is given; the others are given anything. */
const PARAMS: Readonly<Record<string, readonly Params[]>> = {
  BATCH: [
    [fc.constant("+1"), fc.constant("draft/multiline"), batchTarget],
    [fc.constant("-1")],
    [
      fc.constantFrom("+1", "+2", "-2", "+!", "1"),
      fc.constantFrom("draft/multiline", "netsplit"),
      fc.oneof(channel, nick),
    ],
  ],
  CAP: [
    [fc.constantFrom("LS", "LIST", "END", "FOO", "ls")],
    [fc.constant("LS"), number],
    [
      fc.constant("REQ"),
      fc.constantFrom(
        ":multi-prefix",
        ":-multi-prefix userhost-in-names",
        ":x multi-prefix",
        ":sasl",
        ":-sasl",
        ":draft/channel-rename draft/read-marker",
        ":batch draft/multiline",
        ":echo-message labeled-response server-time",
        ":-batch",
        ":batch draft/metadata-3",
        ":-draft/metadata-3",
        ":-draft/channel-rename extended-join",
        ":message-tags draft/message-redaction",
        ":-message-tags",
        ":chghost setname away-notify extended-join",
        ":-chghost extended-monitor account-notify invite-notify",
        ":batch draft/extended-isupport draft/whoami",
        ":draft/pre-away no-implicit-names",
        ":draft/webpush draft/read-marker server-time",
        ":soju.im/webpush message-tags",
        ":-draft/webpush",
        ":soju.im/search labeled-response",
        ":",
      ),
    ],
  ],
  AUTHENTICATE: [[
    fc.constantFrom(
      "PLAIN",
      "plain",
      "FOO",
      "+",
      "*",
      "AGFsaWNlAHNlc2FtZQ==", // alice, sesame
      "YWxpY2UAYWxpY2UAb3Blbg==", // alice, open
      "AGJvYgBvcGVu", // bob, open
      "AA==",
      "!",
      "A".repeat(400),
      "A".repeat(401),
    ),
  ]],
  REGISTER: [[
    fc.oneof(fc.constant("*"), nick),
    fc.constantFrom("*", "*", "a@example.org", "x"),
    newPassword,
  ]],
  VERIFY: [[nick, code]],
  NS: [
    [fc.constant("REGISTER"), newPassword],
    [fc.constant("REGISTER"), newPassword, fc.constant("a@example.org")],
    [fc.constant("VERIFY"), nick, code],
    [fc.constant("SENDPASS"), nick],
    [fc.constant("RESETPASS"), nick, code, newPassword],
    [
      fc.constantFrom("SET email none", "SET email a@example.org"),
      newPassword,
    ],
    [fc.constantFrom("IDENTIFY", "PASSWD"), newPassword],
    [fc.constantFrom("IDENTIFY", "PASSWD"), newPassword, newPassword],
    [fc.constant("IDENTIFY"), nick, newPassword],
    [fc.constantFrom("PUSH LIST", "PUSH DEL 1")],
    [fc.constantFrom("PUSH WATCH", "PUSH UNWATCH"), fc.oneof(channel, nick)],
    [fc.constantFrom(...ORDERS)],
    [fc.constantFrom(...ORDERS), nick],
    [fc.constantFrom(...ORDERS), fc.oneof(nick, anything), anything],
  ],
  CS: [
    [fc.constant("REGISTER"), channel],
    [fc.constant("AMODE"), channel, letters, nick],
    [fc.constant("PURGE"), fc.constantFrom("ADD", "DEL"), channel],
    [fc.constantFrom(...CHANNEL_ORDERS), channel],
    [fc.constantFrom(...CHANNEL_ORDERS), channel, fc.oneof(nick, anything)],
    [fc.constantFrom(...CHANNEL_ORDERS), anything, anything, anything],
  ],
  WEBIRC: [[
    fc.constantFrom("hunter2", "wrong"),
    nick,
    channel,
    fc.constantFrom("192.0.2.7", "::1", "x"),
    fc.constantFrom("", ":secure", ":secure=a\\sb local-port=1"),
  ]],
  RENAME: [[channel, channel], [channel, channel, trailing]],
  REDACT: [
    [fc.oneof(channel, nick), msgid],
    [fc.oneof(channel, nick), msgid, trailing],
  ],
  CHATHISTORY: [
    [subcommand, fc.oneof(channel, nick), reference, number],
    [
      fc.constantFrom("LATEST"),
      fc.constantFrom("#a", "#b"),
      fc.constant("*"),
      number,
    ],
    [fc.constant("BETWEEN"), channel, reference, reference, number],
    [fc.constant("TARGETS"), timestamp, timestamp, number],
  ],
  SEARCH: [
    [
      fc.array(attribute, { minLength: 1, maxLength: 3 }).map((all) =>
        all.join(";")
      ),
    ],
    [fc.constantFrom("text=a*", "from=alice", "limit=5")],
  ],
  HISTORY: [[fc.oneof(channel, nick)], [fc.oneof(channel, nick), amount]],
  HISTSERV: [
    [fc.constant("PLAY"), fc.oneof(channel, nick), amount],
    [fc.constant("DELETE"), fc.oneof(channel, nick), msgid],
    [fc.constant("SEARCH"), anything],
    [
      fc.constant("SEARCH"),
      fc.oneof(channel, nick).map((target) => `in:${target}`),
      fc.constantFrom("after:1h", "before:2026-01-02", "a*"),
    ],
    [fc.constantFrom("EXPORT", "FORGET", "HELP")],
  ],
  MARKREAD: [[fc.oneof(channel, nick)], [fc.oneof(channel, nick), timestamp]],
  WEBPUSH: [
    [fc.constant("REGISTER"), endpoint, fc.constant(KEYS)],
    [fc.constant("UNREGISTER"), endpoint],
    [fc.constantFrom("REGISTER", "LIST"), anything, anything],
  ],
  PASS: [[key]],
  NICK: [[nick], []],
  USER: [[nick, number, number, text.map((value) => `:${value}`)]],
  JOIN: [[list(channel)], [list(channel), list(key)], [fc.constant("0")]],
  PART: [[list(channel)], [list(channel), text.map((value) => `:${value}`)]],
  TOPIC: [[channel], [channel, text.map((value) => `:${value}`)]],
  NAMES: [[], [list(channel)]],
  INVITE: [[nick, channel], []],
  KNOCK: [[channel]],
  LIST: [[], [list(fc.oneof(channel, mask, condition))]],
  KICK: [[channel, list(nick)], [list(channel), list(nick)], [
    channel,
    nick,
    text.map((value) => `:${value}`),
  ]],
  MODE: [
    [channel],
    [nick, letters],
    [channel, letters, modeParam],
    [channel, letters, modeParam, modeParam, modeParam],
  ],
  PRIVMSG: [
    [list(fc.oneof(nick, channel)), text.map((value) => `:${value}`)],
    [
      fc.constant("*playback"),
      fc.constantFrom(":PLAY *", ":PLAY #* 1 9", ":LIST", ":CLEAR #a", ":x"),
    ],
  ],
  NOTICE: [[list(fc.oneof(nick, channel)), text.map((value) => `:${value}`)]],
  AWAY: [[], [trailing], [fc.constant("*")]],
  SETNAME: [[trailing]],
  WHO: [[], [fc.oneof(channel, nick, mask)], [
    fc.oneof(channel, nick, mask),
    whoOptions,
  ]],
  ADMIN: [[], [server]],
  HELP: [[], [fc.constantFrom("cmode", "UMODE", "extban", "who", "x", ":a b")]],
  INFO: [[], [server]],
  LINKS: [[], [server], [server, server]],
  LUSERS: [[], [server], [server, server]],
  MOTD: [[], [server]],
  TIME: [[], [server]],
  VERSION: [[], [server]],
  WHOIS: [[list(nick)], [fc.oneof(nick, server), nick]],
  WHOWAS: [[nick], [nick, number]],
  USERHOST: [[nick, nick, nick]],
  USERIP: [[nick, nick, nick]],
  ISON: [[nick, nick, nick]],
  OPER: [[
    fc.constantFrom("helper", "root", "nobody"),
    fc.constantFrom("help", "secret", "wrong"),
  ]],
  KILL: [[nick], [nick, trailing]],
  KLINE: [[fc.oneof(nick, block), trailing], [duration, block, trailing]],
  DLINE: [[fc.oneof(nick, block), trailing], [duration, block, trailing]],
  UNKLINE: [[block]],
  UNDLINE: [[block]],
  SAJOIN: [[nick, channel]],
  SAPART: [[nick, channel], [nick, channel, trailing]],
  SANICK: [[nick, nick]],
  SAMODE: [[channel, letters], [channel, letters, modeParam, modeParam]],
  WALLOPS: [[trailing]],
  STATS: [[fc.constantFrom(..."dklmopux")]],
  ACCEPT: [[list(fc.oneof(signed, fc.constant("*")))]],
  SILENCE: [[], [list(signed)]],
  METADATA: [
    [metadataTarget, fc.constant("SET"), metadataKey, trailing],
    [metadataTarget, fc.constantFrom("GET", "SET"), metadataKey, metadataKey],
    [metadataTarget, fc.constantFrom("LIST", "CLEAR", "SYNC", "SUBS", "X")],
    [
      fc.constant("*"),
      fc.constantFrom("SUB", "SUB", "UNSUB"),
      metadataKey,
      metadataKey,
    ],
  ],
  MONITOR: [[fc.constantFrom(..."+-"), list(nick)], [
    fc.constantFrom(..."CLSx"),
  ]],
};

function params(command: string): fc.Arbitrary<readonly string[]> {
  const shapes = (PARAMS[command] ?? []).map((shape) => fc.tuple(...shape));
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.oneof(
        ...shapes,
        ...(shapes.length === 0 ? [fc.array(anything, { maxLength: 3 })] : []),
      ),
    },
    { weight: 1, arbitrary: fc.array(anything, { maxLength: 4 }) },
  );
}

const commandLine = fc.constantFrom(...COMMANDS.keys())
  .chain((command) =>
    params(command).map((words) => [command, ...words].join(" "))
  );

const batchLine = fc.oneof(
  fc.constantFrom(..."12").chain((reference) =>
    fc.tuple(
      fc.constantFrom("", ";draft/multiline-concat", ";label=l"),
      fc.constantFrom("PRIVMSG", "PRIVMSG", "PRIVMSG", "NOTICE", "PONG"),
      batchTarget,
      trailing,
    ).map(([tags, ...words]) => `@batch=${reference}${tags} ${words.join(" ")}`)
  ),
  fc.tuple(fc.constantFrom("", "@label=l;+a=b "), batchTarget).map((
    [tags, target],
  ) => `${tags}BATCH +1 draft/multiline ${target}`),
  fc.constantFrom("BATCH -1", "@label=m BATCH -1"),
);

const line = fc.oneof(
  { weight: 20, arbitrary: commandLine },
  { weight: 4, arbitrary: batchLine },
  { weight: 1, arbitrary: text },
  {
    weight: 1,
    arbitrary: commandLine.map((rest) => `@a=b;+c=d :source ${rest}`),
  },
  {
    weight: 1,
    arbitrary: commandLine.map((rest) => rest.toLowerCase().padEnd(600, "x")),
  },
);

const session = fc.nat({ max: 50 });

/** One step after a few clients have registered. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant("line" as const),
      session,
      line,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("open" as const),
      address: fc.constantFrom(
        "192.0.2.1",
        "::1",
        "::ffff:198.51.100.7",
        "2001:db8::5",
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("close" as const), session }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("tick" as const),
      milliseconds: fc.constantFrom(0, 1000, 14_000, 31_000),
    }),
  },
);

/** What happens after the opening. */
export const history = fc.array(step, {
  minLength: 30,
  maxLength: 150,
  size: "max",
});

const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 6 });

/** Names and texts of any characters, which one engine may know and another not. */
const unicodeLine = fc.oneof(
  anyText.map((name) => `NICK ${name}`),
  anyText.map((name) => `NICK x${name}`),
  anyText.map((name) => `JOIN #${name}`),
  fc.tuple(anyText, anyText).map(([user, name]) => `USER ${user} 0 * :${name}`),
  anyText.map((name) => `WHO *${name}*`),
  anyText.map((name) => `MODE #a +b ${name}`),
  anyText.map((word) => `MODE #a +g ${word}`),
  anyText.map((name) => `SETNAME :${name}`),
  anyText.map((name) => `TOPIC #a :${name}`),
  anyText.map((name) => `PRIVMSG #a :${name}`),
  fc.constant("NICK \u{1facd}"),
);

/** What happens after the opening, rich in characters. */
export const unicodeHistory = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: step },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("line" as const),
        session,
        line: unicodeLine,
      }),
    },
  ),
  { minLength: 50, maxLength: 200, size: "max" },
);

const ENTRY = "WEBIRC hunter2 kiwi client.example 192.0.2.4 :secure";

/**
 * The beginning of each history: four who are on the network, two of them on a
 * channel, one of these with an account and a device, one in the middle of an
 * exchange, one an operator, one behind a gateway.
 */
export const OPENING: readonly Step[] = ["ann", "Bob", "[x]", "ünï"].flatMap((
  name,
  session,
) => [
  {
    kind: "open",
    address: `${session < 3 ? "192.0.2" : "198.51.100"}.${session + 1}`,
  },
  ...(session === 3 ? [{ kind: "line", session, line: ENTRY } as const] : []),
  { kind: "line", session, line: `NICK ${name}` },
  { kind: "line", session, line: "USER u 0 * :Real name" },
  ...(session < 2
    ? [
      "CAP REQ :message-tags draft/message-redaction batch draft/multiline soju.im/search",
      "JOIN #a",
    ].map((line) => ({ kind: "line", session, line }) as const)
    : []),
  ...(session === 0
    ? [
      "CAP REQ :sasl draft/webpush draft/read-marker",
      "AUTHENTICATE PLAIN",
      "AUTHENTICATE AGFsaWNlAHNlc2FtZQ==",
    ].map((line) => ({ kind: "line", session, line }) as const)
    : []),
  ...(session === 1
    ? ["CAP REQ :batch draft/metadata-3", "METADATA * SUB avatar color"]
      .map((line) => ({ kind: "line", session, line }) as const)
    : []),
  ...(session === 2
    ? [{ kind: "line", session, line: "OPER root secret" } as const]
    : []),
  ...(session === 1
    ? ["CAP REQ :sasl draft/channel-rename", "AUTHENTICATE PLAIN"].map((line) =>
      ({ kind: "line", session, line }) as const
    )
    : []),
]);
