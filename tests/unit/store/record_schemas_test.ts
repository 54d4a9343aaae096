import { assertEquals } from "@std/assert";
import type { Account } from "../../../src/irc/state/account.ts";
import type { Change } from "../../../src/irc/state/records.ts";
import type { Rejection } from "../../../src/irc/state/vhost.ts";
import type { RegisteredChannel } from "../../../src/irc/state/registered_channel.ts";
import { readRecord } from "../../../src/store/record_schemas.ts";
import {
  accountChange,
  accountOf,
  banChange,
  banOf,
  channelChange,
  channelOf,
} from "../../support/records.ts";
import { scramKeysOf } from "../../support/scram_keys.ts";

const SUSPENDED = { by: "root", at: 1, until: null, reason: "spam" };

/** An account with everything that one can have. */
const FULL: Account = accountOf("Zoë|{}", {
  verifiedAt: null,
  email: "zoe@b.test",
  passwordHash: "$scrypt$...",
  scram: scramKeysOf("sesame"),
  certificates: ["ab".repeat(32)],
  nicks: ["Zoe_"],
  settings: { enforce: "strict", "always-on": true, delay: 30 },
  suspended: SUSPENDED,
  vhost: "zoe.example.org",
  roles: ["helper"],
  metadata: { url: "https://example.org", avatar: "x" },
  pending: {
    purpose: "verify",
    codeHash: "cd".repeat(32),
    expiresAt: 2,
    tries: 1,
    email: "zoe@b.test",
  },
});

/** A channel with everything that one can have. */
const CHANNEL: RegisteredChannel = channelOf("#Tea[", "Zoë|{}", {
  topic: { text: "Tea \u0002bold", setBy: "zoe!~z@h", setAt: 3 },
  modes: { n: "", k: "key", l: "20" },
  lists: { b: [{ mask: "*!*@spam", setBy: "zoe", setAt: 4 }], e: [] },
  ranks: [{ account: "Bob", letter: "o", by: "Zoë|{}", at: 5 }],
  settings: { private: true },
  suspended: { ...SUSPENDED, until: 9 },
  metadata: { url: "https://example.org" },
});

function requestChange(rejection: Rejection | null): Change {
  const value = { account: "Ann", vhost: "cats.example", at: 5, rejection };
  return { kind: "vhost-request", key: "ann", value };
}

function presenceChange(away: string | null, leftAt: number | null): Change {
  const value = {
    account: "Ann",
    registeredAt: 4,
    nick: "annie",
    username: "~ann",
    realname: "Real ann",
    realHost: "192.0.2.1",
    hostname: away === null ? null : "client.example",
    hasShownHost: true,
    secure: false,
    modes: "ix",
    away,
    channels: { "#a": "", "#b": "ov" },
    silenced: away === null ? [] : ["eve!*@*"],
    signedOnAt: 5,
    activeAt: 6,
    leftAt,
  };
  return { kind: "presence", key: "ann", value };
}

for (
  const change of [
    accountChange("ann"),
    accountChange(FULL.name, FULL),
    channelChange(channelOf("#tea", "ann")),
    channelChange(CHANNEL),
    banChange(banOf("192.0.2.1")),
    banChange({ ...banOf("192.0.2.1"), kind: "D", expiresAt: 5 }),
    banChange({ ...banOf("192.0.2.1"), kind: "N", mask: "a!*@*" }),
    banChange({ ...banOf("192.0.2.1"), kind: "R", requireSasl: true }),
    requestChange(null),
    requestChange({ by: "root", at: 6, reason: "taken" }),
    {
      kind: "vhost-offer",
      key: "cats.example",
      value: { vhost: "Cats.example", by: "root", at: 7 },
    } as const,
    presenceChange(null, null),
    presenceChange("tea", 8),
  ]
) {
  Deno.test(`a record is read as it was written: ${change.kind} ${change.key}`, () => {
    const read = readRecord(JSON.parse(JSON.stringify(change)));
    assertEquals(read, change);
    assertEquals(JSON.stringify(read), JSON.stringify(change));
  });
}

const ANN = accountChange("ann");
const TEA = channelChange(CHANNEL);
const BAN = banChange(banOf("192.0.2.1"));

for (
  const [record, fault] of [
    [{ ...ANN, kind: "vhost" }, 'there are no records of the kind "vhost"'],
    [
      { ...ANN, kind: "toString" },
      'there are no records of the kind "toString"',
    ],
    [{ ...ANN, kind: 1 }, "there are no records of the kind 1"],
    [{ ...ANN, value: undefined }, "the account ann is damaged: it is missing"],
    [{ ...ANN, value: null }, "the account ann is damaged: it must be Object"],
    [
      { ...ANN, value: { ...ANN.value, verifiedAt: undefined } },
      "the account ann is damaged: verifiedAt is missing",
    ],
    [
      { ...ANN, value: { ...ANN.value, registeredAt: 0.5 } },
      "the account ann is damaged: registeredAt must be a whole number",
    ],
    [
      { ...ANN, value: { ...ANN.value, suspended: { by: "x" } } },
      "the account ann is damaged: suspended.at is missing",
    ],
    [
      { ...ANN, value: { ...ANN.value, metadata: { a: 1 } } },
      "the account ann is damaged: metadata.a must be string",
    ],
    [
      { ...ANN, value: { ...ANN.value, metadata: { url: "x\r\nQUIT" } } },
      "the account ann is damaged: metadata.url must be a text of one line",
    ],
    [
      { ...TEA, value: { ...TEA.value, metadata: { "a b": "x" } } },
      "the channel #tea[ is damaged: metadata.a b must be a key of metadata",
    ],
    [
      { ...ANN, value: { ...ANN.value, more: 1 } },
      "the account ann is damaged: more is none of its fields",
    ],
    [{ ...ANN, key: "Ann" }, "the account Ann is damaged: its key must be ann"],
    [
      { ...TEA, value: { ...TEA.value, lists: { b: ["*!*@*"] } } },
      "the channel #tea[ is damaged: lists.b.0 must be Object",
    ],
    [
      { ...BAN, key: "D *@192.0.2.1" },
      "the ban D *@192.0.2.1 is damaged: its key must be K *@192.0.2.1",
    ],
  ] as const
) {
  Deno.test(`what is no record is named: ${fault}`, () => {
    assertEquals(readRecord(record), fault);
  });
}
