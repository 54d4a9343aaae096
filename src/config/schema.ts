import * as v from "valibot";
import { userMode } from "../irc/modes/index.ts";
import { parseDuration } from "../irc/names/duration.ts";
import { accountSchema, accountsSchema } from "./accounts.ts";
import { channelsSchema } from "./channels.ts";
import { connectionClassSchema, connectionsSchema } from "./connections.ts";
import { floodSchema } from "./flood.ts";
import { letters } from "./modes.ts";
import { historySchema } from "./history.ts";
import { listenSchema, tlsSchema } from "./listen.ts";
import { log } from "./log.ts";
import { mailSchema } from "./mail.ts";
import { metricsSchema } from "./metrics.ts";
import { limitsSchema } from "./limits.ts";
import { classSchema, operatorSchema, roleSchema } from "./operators.ts";
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

const userLetters = letters(
  "user modes that users set",
  (letter) => userMode(letter)?.setter === "user",
);

const gatewayPassword = v.pipe(
  text,
  v.regex(/^[^\s:]\S*$/, "must be one word that does not begin with a colon"),
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
  channels: v.optional(channelsSchema, {}),
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
  class: classSchema,
  operator: operatorSchema,
  role: roleSchema,
  accounts: v.optional(accountsSchema, {}),
  account: tables(accountSchema),
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
  mail: v.optional(mailSchema),
  history: v.optional(historySchema, {}),
  web: v.optional(webSchema, {}),
  metrics: v.optional(metricsSchema),
});

/** A configuration file whose settings are all as they must be. */
export type Schema = v.InferOutput<typeof schema>;
