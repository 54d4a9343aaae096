import * as v from "valibot";
import {
  channelMode,
  prefixMode,
  userMode,
  withPrefix,
} from "../irc/modes/index.ts";
import { PRIVILEGES } from "../irc/state/settings.ts";
import { parseDuration } from "../irc/names/duration.ts";
import { isNickname } from "../irc/names/names.ts";
import { DEFAULT_LIMITS, type Limits } from "../irc/names/limits.ts";
import { parseUserMask } from "../irc/names/user_mask.ts";
import { accountsSchema } from "./accounts.ts";
import { connectionClassSchema, connectionsSchema } from "./connections.ts";
import { floodSchema } from "./flood.ts";
import { listenSchema, tlsSchema } from "./listen.ts";
import { log } from "./log.ts";
import { metricsSchema } from "./metrics.ts";
import { isPasswordHash } from "./passwords.ts";
import { ratesSchema } from "./rates.ts";
import {
  blocks,
  certificate,
  port,
  seconds,
  table,
  tables,
  text,
  wholeNumber,
  word,
  yesOrNo,
} from "./values.ts";
import { checkSchema, dnsSchema } from "./vetting.ts";
import { webSchema } from "./web.ts";

/** What PASS must hold. */
export const password = text;

const serverName = v.pipe(
  text,
  v.maxLength(63, "must be at most 63 characters"),
  v.regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
    "must be letters, digits and hyphens with a dot, like irc.example.org",
  ),
);

/** Letters, each of which must be one that this takes. */
function letters(what: string, isKnown: (letter: string) => boolean) {
  return v.pipe(
    v.string("must be text"),
    v.check(
      (value) =>
        [...value].every(isKnown) && new Set(value).size === value.length,
      `must be letters of ${what}, each once`,
    ),
  );
}

const channelFlags = letters("channel modes without a parameter", (letter) => {
  const mode = channelMode(letter);
  return mode?.kind === "flag" && mode.setter === "member";
});

/** In any order; what comes out has the highest rank first. */
const prefixLetters = v.pipe(
  letters("prefix modes", (letter) => prefixMode(letter) !== undefined),
  v.transform((value) =>
    [...value].reduce((modes, letter) => withPrefix(modes, letter, true), "")
  ),
);

const userLetters = letters(
  "user modes that users set",
  (letter) => userMode(letter)?.setter === "user",
);

const passwordHash = v.pipe(
  text,
  v.check(isPasswordHash, "must be what `ircd hash-password` prints"),
);

/** What accounts are called must be fit to be a nickname; WHOX has `0` for none. */
const accountName = v.pipe(
  text,
  v.transform((name) => name.normalize("NFC")),
  v.check(
    (name) => isNickname(name, LONGEST_NAMES) && name !== "0",
    "must be what a nickname may be",
  ),
);

const gatewayPassword = v.pipe(
  text,
  v.regex(/^[^\s:]\S*$/, "must be one word that does not begin with a colon"),
);

const operatorHost = v.pipe(
  text,
  v.check(
    (value) => parseUserMask(value, LONGEST_NAMES) !== null,
    "must be a mask that somebody can match, like *@192.0.2.0/24",
  ),
);

/** A text with units or a number of seconds; what comes out is seconds. */
const duration = v.pipe(
  v.unknown(),
  v.transform((value) =>
    typeof value === "string" && /[a-z]/i.test(value)
      ? (parseDuration(value) ?? NaN) / 1000
      : value
  ),
  wholeNumber(0, 3_153_600_000, ' of seconds, or a time like "30d",'),
);

const icon = v.pipe(
  text,
  v.regex(
    /^https?:\/\/[!-[\]-~]+$/,
    "must be a URL that begins with http:// or https://",
  ),
);

const deniedTags = v.pipe(
  v.array(
    v.pipe(
      text,
      v.regex(
        /^(?:\*|-?[a-z0-9][a-z0-9./-]*)$/i,
        'must be "*", or a tag without its +, or with - before it',
      ),
    ),
    "must be a list of tags",
  ),
  v.check(
    ([first, ...others]) =>
      !others.includes("*") &&
      (first === "*" || ![first, ...others].some((tag) => tag?.[0] === "-")),
    'must begin with "*" to have that, or tags with a hyphen',
  ),
  v.check(
    (tags) => tags.join().length <= 300,
    "must be at most 300 characters in all",
  ),
);

/** The limits, under their names in the file: `channelName` is `channel-name`. */
function limitsSchema() {
  const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];
  const entries = names.map((name) => {
    const most = MOST[name] ?? 1_000_000;
    return [
      kebab(name),
      v.optional(wholeNumber(1, most), DEFAULT_LIMITS[name]),
    ];
  });
  return v.pipe(
    table({ ...Object.fromEntries(entries), flood: v.optional(yesOrNo, true) }),
    v.transform(({ flood, ...limits }) => ({
      flood,
      core: Object.fromEntries(
        names.map((name) => [name, limits[kebab(name)]]),
      ) as Record<keyof Limits, number> & Limits,
    })),
  );
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What must still fit into a line beside everything else. */
const MOST: Partial<Limits> = {
  nickname: 40,
  username: 24,
  realname: 250,
  channelName: 80,
  key: 64,
  topic: 400,
  reason: 400,
  away: 400,
  mask: 250,
  modes: 50,
  readMarkers: 100_000,
  metadataKeys: 1000,
  metadataSubscriptions: 1000,
  metadataValue: 300,
  multilineBytes: 65_536,
  multilineLines: 1000,
  batchSeconds: 600,
  heldLines: 1000,
};

const LONGEST_NAMES: Limits = { ...DEFAULT_LIMITS, ...MOST };

/** The tables of the configuration file. */
export const schema = table({
  server: v.optional(
    table({
      name: v.optional(serverName, "irc.localhost"),
      network: v.optional(word, "IRC"),
      description: v.optional(text, "An IRC server"),
      host: v.optional(text),
      port: v.optional(port),
      "ws-port": v.optional(port),
      "tls-port": v.optional(port),
      "tls-cert": v.optional(text),
      "tls-key": v.optional(text),
      password: v.optional(password),
      "password-file": v.optional(text),
      motd: v.optional(text),
      admin: v.optional(v.array(text, "must be a list of texts"), []),
      data: v.optional(text),
      icon: v.optional(icon),
      "client-tag-deny": v.optional(deniedTags, []),
      "cloak-key": v.optional(text),
      "ping-interval": v.optional(seconds, 60),
      "ping-timeout": v.optional(seconds, 30),
      "require-sasl": v.optional(yesOrNo, false),
      "registration-timeout": v.optional(seconds, 30),
      "drain-time": v.optional(wholeNumber(0, 86_400, " of seconds"), 10),
      "send-queue": v.optional(
        wholeNumber(16 * 1024, 1024 * 1024 * 1024, " of bytes"),
        1024 * 1024,
      ),
      "receive-queue": v.optional(
        wholeNumber(4 * 1024, 1024 * 1024 * 1024, " of bytes"),
        64 * 1024,
      ),
    }),
    {},
  ),
  listen: tables(listenSchema),
  tls: tables(tlsSchema),
  channels: v.optional(
    table({
      modes: v.optional(channelFlags, "nt"),
      creator: v.optional(prefixLetters, "o"),
    }),
    {},
  ),
  users: v.optional(
    table({
      modes: v.optional(userLetters, "x"),
      "command-nicknames": v.optional(
        yesOrNo,
        false,
      ),
    }),
    {},
  ),
  log: v.optional(log, {}),
  limits: v.optional(limitsSchema(), {}),
  flood: v.optional(floodSchema, {}),
  rates: v.optional(ratesSchema, {}),
  connections: v.optional(connectionsSchema, {}),
  "connection-class": connectionClassSchema,
  check: v.optional(checkSchema),
  dns: v.optional(dnsSchema, {}),
  class: tables(table({
    name: word,
    privileges: v.array(
      v.picklist(PRIVILEGES, `must be one of ${PRIVILEGES.join(", ")}`),
      "must be a list of privileges",
    ),
  })),
  operator: tables(table({
    name: word,
    password: v.optional(passwordHash),
    certfp: v.optional(certificate),
    hosts: v.optional(v.array(operatorHost, "must be a list of masks"), [
      "*@*",
    ]),
    class: word,
  })),
  accounts: v.optional(accountsSchema, {}),
  account: tables(table({ name: accountName, password: passwordHash })),
  webirc: tables(v.pipe(
    table({
      name: word,
      password: gatewayPassword,
      hosts: v.optional(blocks, []),
      certificate: v.optional(certificate),
    }),
    v.check(
      ({ hosts, certificate }) => hosts.length > 0 || certificate !== undefined,
      "must have hosts or a certificate",
    ),
  )),
  sts: v.optional(table({
    port: wholeNumber(1, 65_535),
    duration,
    preload: v.optional(yesOrNo, false),
  })),
  web: v.optional(webSchema, {}),
  metrics: v.optional(metricsSchema),
});

/** A configuration file whose settings are all as they must be. */
export type Schema = v.InferOutput<typeof schema>;
