import * as v from "valibot";
import { fold } from "../irc/names/casemapping.ts";
import { MAX_LINE_BYTES } from "../irc/wire/message.ts";
import { isMetadataKey } from "../irc/wire/metadata_values.ts";
import {
  banKey,
  type Change,
  PUSH_KEY,
  type RecordKind,
  type RecordKinds,
} from "../irc/state/records.ts";

const time = v.pipe(v.number(), v.safeInteger());
const orNull = v.nullable;
const texts = v.array(v.string());
const textByKey = v.record(v.string(), v.string());

/** Others are sent these as they are. */
const metadata = v.record(
  v.pipe(v.string(), v.check(isMetadataKey, "a key of metadata")),
  v.pipe(v.string(), v.check(isOneLine, "a text of one line")),
);

const settings = v.record(
  v.string(),
  v.union([v.string(), v.number(), v.boolean()]),
);

const suspended = v.strictObject({
  by: v.string(),
  at: time,
  until: orNull(time),
  reason: v.string(),
});

const setBy = { setBy: v.string(), setAt: time };

const account = v.strictObject({
  name: v.string(),
  party: v.string(),
  registeredAt: time,
  verifiedAt: orNull(time),
  email: orNull(v.string()),
  passwordHash: orNull(v.string()),
  scram: orNull(v.strictObject({
    salt: v.string(),
    iterations: v.number(),
    storedKey: v.string(),
    serverKey: v.string(),
  })),
  certificates: texts,
  nicks: texts,
  settings,
  suspended: orNull(suspended),
  vhost: orNull(v.string()),
  roles: texts,
  metadata,
  pending: orNull(v.strictObject({
    purpose: v.picklist(["verify", "reset", "email"]),
    codeHash: v.string(),
    expiresAt: time,
    tries: v.number(),
    email: v.string(),
  })),
  droppedAt: orNull(time),
});

const channelForm = {
  name: v.string(),
  createdAt: time,
  topic: orNull(v.strictObject({ text: v.string(), ...setBy })),
  modes: textByKey,
  lists: v.record(
    v.string(),
    v.array(v.strictObject({ mask: v.string(), ...setBy })),
  ),
  metadata,
};

const channel = v.strictObject({
  ...channelForm,
  party: v.string(),
  registeredAt: time,
  founder: v.string(),
  ranks: v.array(v.strictObject({
    account: v.string(),
    letter: v.string(),
    by: v.string(),
    at: time,
  })),
  settings,
  suspended: orNull(suspended),
  offeredTo: orNull(v.string()),
  usedAt: time,
});

const purge = v.strictObject({
  name: v.string(),
  by: v.string(),
  at: time,
  reason: v.string(),
});

const ban = v.strictObject({
  kind: v.picklist(["D", "K", "N", "R"]),
  mask: v.string(),
  requireSasl: v.optional(v.literal(true)),
  reason: v.string(),
  ...setBy,
  expiresAt: orNull(time),
});

const vhostRequest = v.strictObject({
  account: v.string(),
  vhost: v.string(),
  at: time,
  rejection: orNull(
    v.strictObject({ by: v.string(), at: time, reason: v.string() }),
  ),
});

const vhostOffer = v.strictObject({
  vhost: v.string(),
  by: v.string(),
  at: time,
});

const mail = v.strictObject({ address: v.string(), busyUntil: time });

const push = v.strictObject({
  account: v.string(),
  subscriptions: v.array(v.strictObject({
    endpoint: v.string(),
    p256dh: v.string(),
    auth: v.string(),
    capabilities: texts,
    registeredAt: time,
    renewedAt: time,
  })),
  watched: texts,
});

const pushKey = v.strictObject({
  publicKey: v.string(),
  privateKey: v.string(),
  madeAt: time,
});

const presence = v.strictObject({
  account: v.string(),
  registeredAt: time,
  nick: v.string(),
  username: v.string(),
  realname: v.string(),
  realHost: v.string(),
  hostname: orNull(v.string()),
  hasShownHost: v.boolean(),
  secure: v.boolean(),
  modes: v.string(),
  away: orNull(v.string()),
  channels: textByKey,
  silenced: texts,
  signedOnAt: time,
  activeAt: time,
  leftAt: orNull(time),
});

/** What a record of each kind is like: its form, and the key that it has. */
const KINDS: {
  readonly [Kind in RecordKind]: {
    readonly schema: v.GenericSchema<unknown, RecordKinds[Kind]>;
    keyOf(value: RecordKinds[Kind]): string;
  };
} = {
  account: { schema: account, keyOf: ({ name }) => fold(name) },
  channel: { schema: channel, keyOf: ({ name }) => fold(name) },
  "unregistered-channel": {
    schema: v.strictObject(channelForm),
    keyOf: ({ name }) => fold(name),
  },
  purge: { schema: purge, keyOf: ({ name }) => fold(name) },
  ban: { schema: ban, keyOf: banKey },
  "vhost-request": {
    schema: vhostRequest,
    keyOf: ({ account }) => fold(account),
  },
  "vhost-offer": { schema: vhostOffer, keyOf: ({ vhost }) => fold(vhost) },
  mail: { schema: mail, keyOf: ({ address }) => address },
  push: { schema: push, keyOf: ({ account }) => fold(account) },
  "push-key": { schema: pushKey, keyOf: () => PUSH_KEY },
  presence: { schema: presence, keyOf: ({ account }) => fold(account) },
};

/** A record as a database or a file has it: it may be anything. */
export interface StoredRecord {
  readonly kind: unknown;
  readonly key: unknown;
  readonly value: unknown;
}

/**
 * Makes sure that a record is one.
 *
 * @returns the change that makes it; a text that names it and what is wrong with it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const record = { kind: "ban", key: "K *@192.0.2.1", value: {} };
 * assertEquals(
 *   readRecord(record),
 *   "the ban K *@192.0.2.1 is damaged: kind is missing",
 * );
 * ```
 */
export function readRecord(record: StoredRecord): Change | string {
  const { kind, key, value } = record;
  if (!isKind(kind) || typeof key !== "string") {
    return `there are no records of the kind ${JSON.stringify(kind)}`;
  }
  const { keyOf, schema } = KINDS[kind];
  if (!v.is(schema, value)) {
    return `the ${kind} ${key} is damaged: ${faultOf(schema, value)}`;
  }
  const expected = (keyOf as (value: unknown) => string)(value);
  if (expected !== key) {
    return `the ${kind} ${key} is damaged: its key must be ${expected}`;
  }
  // As it is, and not as the schema gives it: with its keys in their order.
  return { kind, key, value } as Change;
}

function isKind(kind: unknown): kind is RecordKind {
  return typeof kind === "string" && Object.hasOwn(KINDS, kind);
}

/** Tells whether a text is one of a line of the protocol. */
function isOneLine(text: string): boolean {
  return text !== "" && text.length <= MAX_LINE_BYTES &&
    !/[\0\r\n]/.test(text);
}

function faultOf(schema: v.GenericSchema, value: unknown): string {
  const { issues: [issue] = [] } = v.safeParse(schema, value);
  if (issue === undefined) return "";
  const path = v.getDotPath(issue) ?? "it";
  if (issue.received === "undefined") return `${path} is missing`;
  if (issue.expected === "never") return `${path} is none of its fields`;
  if (issue.type === "check") return `${path} must be ${issue.message}`;
  return `${path} must be ${issue.expected ?? "a whole number"}`;
}
