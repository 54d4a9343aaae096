import * as v from "valibot";
import { encodeBase64 } from "@std/encoding/base64";
import type { AdmissionLimits } from "../net/admission.ts";
import type { CheckSettings } from "../net/connection_check.ts";
import type { FloodLimits } from "../net/flood.ts";
import type { ListenAt } from "../net/place.ts";
import type { DnsSettings } from "../net/reverse_dns.ts";
import type { CertificateFiles } from "../net/tls_certificates.ts";
import type { Settings } from "../irc/state/settings.ts";
import { fold } from "../irc/names/casemapping.ts";
import { accountRulesOf } from "./accounts.ts";
import { admissionLimitsOf, saslRulesOf } from "./connections.ts";
import { floodLimitsOf } from "./flood.ts";
import {
  certificatesOf,
  listenersOf,
  listenMistakes,
  saslListeners,
  tablesOf,
  tlsMistakes,
} from "./listen.ts";
import type { LogSettings } from "./log.ts";
import { ConfigError, type Mistake } from "./mistake.ts";
import { metricsPlaceOf } from "./metrics.ts";
import type { Schema } from "./schema.ts";
import { checkSettingsOf, dnsSettingsOf } from "./vetting.ts";
import { password as passwordSchema, schema } from "./schema.ts";
import { type WebSettings, webSettingsOf } from "./web.ts";

/** What stands for no folder of data. */
export const NO_DATA = "none";

/** Everything that can be set. */
export interface Config extends Settings {
  /** Where to listen; at least one place */
  readonly listeners: readonly ListenAt[];
  /** The certificates of those with TLS, from which SNI chooses; the first is for who asks for none of their names */
  readonly certificates: readonly CertificateFiles[];
  /** What holds for clients that come over HTTP */
  readonly web: WebSettings;
  /** Where metrics are to be had; null for nowhere */
  readonly metrics: ListenAt | null;
  /** How many bytes may wait for a client that does not read */
  readonly sendQueueBytes: number;
  /** In how many milliseconds clients are let go once another process has taken over */
  readonly drainMs: number;
  /** How the server logs */
  readonly log: LogSettings;
  /** How many bytes of a client may wait that sends faster than it may */
  readonly receiveQueueBytes: number;
  /** What a client may have carried out; null for as much as it likes */
  readonly flood: FloodLimits | null;
  /** How many connections there may be */
  readonly admission: AdmissionLimits;
  /** Who decides about connections outside of the server; null for nobody */
  readonly check: CheckSettings | null;
  /** How the names of hosts are looked up; null if they are not */
  readonly dns: DnsSettings | null;
  /** The folder of what is kept across restarts; null to keep it in memory alone */
  readonly dataFolder: string | null;
}

/** @returns a secret behind hidden hosts that nobody knows */
export function makeCloakKey(): string {
  return encodeBase64(crypto.getRandomValues(new Uint8Array(24)));
}

/**
 * Checks what was set and fills in what was not.
 *
 * @param raw the tables of the configuration file, with the flags in `server`
 * @param version the version of the program
 * @param readTextFile reads a file that the configuration names; throws if it
 *   cannot
 * @param cloakKey the secret behind hidden hosts where none is configured
 * @returns the configuration
 * @throws {ConfigError} with every mistake there is
 */
export function parseConfig(
  raw: unknown,
  version: string,
  readTextFile: (path: string) => string,
  cloakKey: string = makeCloakKey(),
): Config {
  const result = v.safeParse(schema, raw, ONE_EACH);
  const read = new NamedFiles(raw, readTextFile);
  const motd = read.text("motd");
  const passwordFile = read.text("password-file");
  const mistakes = [
    ...(result.issues ?? []).map(asMistake),
    ...twoPasswords(raw),
    ...listenMistakes(raw),
    ...tlsMistakes(raw, readTextFile),
    ...withoutProof(raw),
    ...unknownClasses(raw),
    ...namedTwice(raw),
    ...read.mistakes,
  ];
  if (mistakes.length > 0 || !result.success) throw new ConfigError(mistakes);
  const { server } = result.output;
  return {
    ...settingsOf(result.output, version, cloakKey),
    password: server.password ?? passwordIn(passwordFile),
    motd: motd === undefined ? [] : linesOf(motd),
  };
}

/** Of each setting the first mistake; the others mostly follow from it. */
const ONE_EACH = { abortPipeEarly: true };

function passwordIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  const password = text.replace(/\r?\n$/, "");
  const { issues } = v.safeParse(passwordSchema, password, ONE_EACH);
  if (issues === undefined) return password;
  const [{ message: fault }] = issues;
  throw new ConfigError([{ path: ["server", "password-file"], fault }]);
}

function settingsOf(
  { server, listen, tls, log, channels, users, limits, ...schema }: Schema,
  version: string,
  cloakKey: string,
): Config {
  const { class: classes, operator, account, webirc, sts } = schema;
  const listeners = listenersOf(server, listen);
  const privileges = new Map(
    classes.map(({ name, privileges }) => [name, privileges]),
  );
  return {
    listeners,
    certificates: certificatesOf(server, tls),
    web: webSettingsOf(schema.web),
    metrics: schema.metrics === undefined
      ? null
      : metricsPlaceOf(schema.metrics),
    sendQueueBytes: server["send-queue"],
    drainMs: server["drain-time"] * 1000,
    log,
    receiveQueueBytes: server["receive-queue"],
    flood: limits.flood ? floodLimitsOf(schema.flood) : null,
    admission: admissionLimitsOf(
      schema.connections,
      schema["connection-class"],
    ),
    check: checkSettingsOf(schema.check),
    dns: dnsSettingsOf(schema.dns),
    dataFolder: server.data === NO_DATA ? null : server.data ?? null,
    serverName: server.name,
    description: server.description,
    networkName: server.network,
    version: `ircd-${version}`,
    motd: [],
    admin: server.admin,
    password: null,
    operators: operator.map((
      { name, password = null, certfp = null, hosts, class: className },
    ) => ({
      name,
      passwordHash: password,
      certificate: certfp,
      hosts,
      class: className,
      privileges: privileges.get(className) ?? [],
    })),
    cloakKey: server["cloak-key"] ?? cloakKey,
    channelModes: channels.modes,
    creatorModes: channels.creator,
    userModes: users.modes,
    commandNicknames: users["command-nicknames"],
    pingIntervalMs: server["ping-interval"] * 1000,
    pingTimeoutMs: server["ping-timeout"] * 1000,
    registrationTimeoutMs: server["registration-timeout"] * 1000,
    accounts: account.map(({ name, password: passwordHash }) => ({
      name,
      passwordHash,
    })),
    accountRules: accountRulesOf(schema.accounts),
    requireSasl: server["require-sasl"],
    saslRules: saslRulesOf(schema["connection-class"], server["require-sasl"]),
    gateways: webirc.map(({ certificate = null, ...gateway }) => ({
      ...gateway,
      certificate,
    })),
    sts: sts === undefined ? null : stsPolicy(sts),
    tls: listeners.some(({ kind, tls }) => kind === "irc" && tls),
    saslListeners: saslListeners(listen),
    clientTagDeny: server["client-tag-deny"],
    icon: server.icon ?? null,
    limits: limits.core,
    rates: schema.rates,
  };
}

/** @see IRCv3 sts, "Details" */
function stsPolicy(
  { port, duration, preload }: NonNullable<Schema["sts"]>,
): string {
  return `port=${port},duration=${duration}${preload ? ",preload" : ""}`;
}

function asMistake(issue: v.BaseIssue<unknown>): Mistake {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  if (issue.type !== "object_with_rest") return { path, fault: issue.message };
  return {
    path,
    fault: issue.received === "undefined" ? "is missing" : "must be a table",
  };
}

/** A password and a file with one, whatever else is wrong. */
function twoPasswords(raw: unknown): Mistake[] {
  const { server } = raw as Record<string, Record<string, unknown> | undefined>;
  if (server?.password === undefined) return [];
  if (server["password-file"] === undefined) return [];
  const fault = "and server.password exclude each other";
  return [{ path: ["server", "password-file"], fault }];
}

/** Operators whom nothing tells from others, whatever else is wrong. */
function withoutProof(raw: unknown): Mistake[] {
  return tablesOf(raw, "operator").flatMap(({ certfp, password }, index) =>
    password === undefined && certfp === undefined
      ? [{
        path: ["operator", index, "password"],
        fault: "is missing, and so is certfp",
      }]
      : []
  );
}

/** Operators whose class is nowhere, whatever else is wrong. */
function unknownClasses(raw: unknown): Mistake[] {
  const { class: classes, operator } = raw as Record<string, unknown>;
  const known = new Set(namesIn(classes, "name"));
  return namesIn(operator, "class").flatMap((name, index) =>
    typeof name !== "string" || known.has(name)
      ? []
      : [{ path: ["operator", index, "class"], fault: `${name} is no class` }]
  );
}

const NAMED_TABLES = [
  "class",
  "operator",
  "account",
  "webirc",
  "connection-class",
];

/** Tables that have the name of another one of their kind. */
function namedTwice(raw: unknown): Mistake[] {
  return NAMED_TABLES.flatMap((table) => {
    const names = namesIn((raw as Record<string, unknown>)[table], "name");
    const keys = table === "account" ? names.map(accountKey) : names;
    return names.flatMap((name, index) =>
      typeof name === "string" && keys.indexOf(keys[index]) < index
        ? [{ path: [table, index, "name"], fault: `${name} is there twice` }]
        : []
    );
  });
}

/** Accounts are found in any case. */
function accountKey(name: unknown): unknown {
  return typeof name === "string" ? fold(name.normalize("NFC")) : name;
}

function namesIn(tables: unknown, key: string): unknown[] {
  return Array.isArray(tables) ? tables.map((table) => table?.[key]) : [];
}

/** Reads files that the table `server` names, and keeps those that cannot be read as mistakes. */
class NamedFiles {
  readonly mistakes: Mistake[] = [];

  constructor(
    readonly raw: unknown,
    readonly readTextFile: (path: string) => string,
  ) {}

  text(key: string): string | undefined {
    const { server } = this.raw as { server?: Record<string, unknown> };
    const file = server?.[key];
    if (typeof file !== "string" || file === "") return undefined;
    try {
      return this.readTextFile(file);
    } catch {
      const fault = `${file} cannot be read`;
      const path = ["server", key];
      this.mistakes.push({ path, fault, isFailure: true });
    }
  }
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\n$/, "").split("\n")
    .map((line) => line.replace(/[\0\r]/g, ""));
}
