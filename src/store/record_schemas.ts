import * as v from "valibot";
import { fold } from "../irc/names/casemapping.ts";
import {
  banKey,
  type Change,
  type RecordKind,
  type RecordKinds,
} from "../irc/state/records.ts";

const time = v.pipe(v.number(), v.safeInteger());
const orNull = v.nullable;
const texts = v.array(v.string());
const textByKey = v.record(v.string(), v.string());

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
  metadata: textByKey,
  pending: orNull(v.strictObject({
    purpose: v.picklist(["verify", "reset", "email"]),
    codeHash: v.string(),
    expiresAt: time,
    tries: v.number(),
    email: v.string(),
  })),
  droppedAt: orNull(time),
});

const channel = v.strictObject({
  name: v.string(),
  party: v.string(),
  createdAt: time,
  registeredAt: time,
  founder: v.string(),
  topic: orNull(v.strictObject({ text: v.string(), ...setBy })),
  modes: textByKey,
  lists: v.record(
    v.string(),
    v.array(v.strictObject({ mask: v.string(), ...setBy })),
  ),
  ranks: v.array(v.strictObject({
    account: v.string(),
    letter: v.string(),
    by: v.string(),
    at: time,
  })),
  settings,
  suspended: orNull(suspended),
  offeredTo: orNull(v.string()),
  metadata: textByKey,
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

/** What a record of each kind is like: its form, and the key that it has. */
const KINDS: {
  readonly [Kind in RecordKind]: {
    readonly schema: v.GenericSchema<unknown, RecordKinds[Kind]>;
    keyOf(value: RecordKinds[Kind]): string;
  };
} = {
  account: { schema: account, keyOf: ({ name }) => fold(name) },
  channel: { schema: channel, keyOf: ({ name }) => fold(name) },
  purge: { schema: purge, keyOf: ({ name }) => fold(name) },
  ban: { schema: ban, keyOf: banKey },
  "vhost-request": {
    schema: vhostRequest,
    keyOf: ({ account }) => fold(account),
  },
  "vhost-offer": { schema: vhostOffer, keyOf: ({ vhost }) => fold(vhost) },
  mail: { schema: mail, keyOf: ({ address }) => address },
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

function faultOf(schema: v.GenericSchema, value: unknown): string {
  const { issues: [issue] = [] } = v.safeParse(schema, value);
  if (issue === undefined) return "";
  const path = v.getDotPath(issue) ?? "it";
  if (issue.received === "undefined") return `${path} is missing`;
  if (issue.expected === "never") return `${path} is none of its fields`;
  return `${path} must be ${issue.expected ?? "a whole number"}`;
}
