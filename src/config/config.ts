import * as v from "valibot";
import { encodeBase64 } from "@std/encoding/base64";
import type { AdmissionLimits } from "../net/admission.ts";
import type { CheckSettings } from "../net/connection_check.ts";
import type { FloodLimits } from "../net/flood.ts";
import type { ListenAt } from "../net/place.ts";
import type { OutsideSettings } from "../net/enquiries.ts";
import type { DnsSettings } from "../net/reverse_dns.ts";
import type { TokenSettings } from "../net/tokens.ts";
import type { CertificateFiles } from "../net/tls_certificates.ts";
import type { MailSettings } from "../mail/mailer.ts";
import type { PushSettings } from "../push/push_settings.ts";
import type { MemoryLimits } from "../irc/state/memory_archive.ts";
import type { Retention } from "../store/history/sweeping.ts";
import type { Settings } from "../irc/state/settings.ts";
import { accountRulesOf } from "./accounts.ts";
import { channelRulesOf } from "./channels.ts";
import { admissionLimitsOf, saslRulesOf } from "./connections.ts";
import { floodLimitsOf } from "./flood.ts";
import {
  historyMemoryOf,
  historyRetentionOf,
  historyRulesOf,
} from "./history.ts";
import {
  certificatesOf,
  listenersOf,
  listenMistakes,
  saslListeners,
  tlsMistakes,
  torListeners,
} from "./listen.ts";
import {
  authenticatorOf,
  KEY_FILE,
  keyFileMistakes,
  loginRulesOf,
  tokenSettingsOf,
} from "./logins.ts";
import { mailMistakes, mailSettingsOf, readMailFiles } from "./mail.ts";
import type { LogSettings } from "./log.ts";
import { ConfigError, type Mistake } from "./mistake.ts";
import { metricsPlaceOf } from "./metrics.ts";
import { pushMistakes, pushRulesOf, pushSettingsOf } from "./push.ts";
import { operatorMistakes, operatorsOf } from "./operators.ts";
import type { Schema } from "./schema.ts";
import { checkSettingsOf, dnsSettingsOf } from "./vetting.ts";
import { password as passwordSchema, schema } from "./schema.ts";
import { tableMistakes } from "./table_mistakes.ts";
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
  /** Who decides about logins outside of the server; null for nobody */
  readonly authenticator: OutsideSettings | null;
  /** Which tokens are good for a login; null for none */
  readonly tokens: TokenSettings | null;
  /** How mail is sent; null if it is not */
  readonly mail: MailSettings | null;
  /** How pushes are sent; null if none are */
  readonly push: PushSettings | null;
  /** How the names of hosts are looked up; null if they are not */
  readonly dns: DnsSettings | null;
  /** How much of the history is kept in memory */
  readonly historyMemory: MemoryLimits;
  /** What of it is kept on the disk, and how long */
  readonly historyRetention: Retention;
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
  const motd = read.text(["server", "motd"]);
  const passwordFile = read.text(["server", "password-file"]);
  const keyFile = read.text(KEY_FILE);
  const pushCa = read.text(["push", "ca"]);
  const mailFiles = readMailFiles(
    (key) => read.text(["mail", key]),
    read.mistakes,
  );
  const mistakes = [
    ...(result.issues ?? []).map(asMistake),
    ...listenMistakes(raw),
    ...tlsMistakes(raw, readTextFile),
    ...mailMistakes(raw),
    ...pushMistakes(pushCa),
    ...operatorMistakes(raw),
    ...tableMistakes(raw),
    ...keyFileMistakes(keyFile),
    ...read.mistakes,
  ];
  if (mistakes.length > 0 || !result.success) throw new ConfigError(mistakes);
  const { accounts, server } = result.output;
  return {
    ...settingsOf(result.output, version, cloakKey),
    tokens: tokenSettingsOf(accounts, keyFile),
    mail: mailSettingsOf(result.output.mail, mailFiles),
    push: pushSettingsOf(result.output.push, pushCa),
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
): Omit<Config, "mail" | "push"> {
  const { account, webirc, sts } = schema;
  const listeners = listenersOf(server, listen);
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
    authenticator: authenticatorOf(schema.accounts),
    tokens: null,
    dns: dnsSettingsOf(schema.dns),
    dataFolder: server.data === NO_DATA ? null : server.data ?? null,
    serverName: server.name,
    description: server.description,
    networkName: server.network,
    version: `ircd-${version}`,
    motd: [],
    admin: server.admin,
    password: null,
    operators: operatorsOf(schema.operator, schema.class),
    roles: schema.role,
    cloakKey: server["cloak-key"] ?? cloakKey,
    channelModes: channels.modes,
    creatorModes: channels.creator,
    relay: channels.relay,
    userModes: users.modes,
    commandNicknames: users["command-nicknames"],
    pingIntervalMs: server["ping-interval"] * 1000,
    pingTimeoutMs: server["ping-timeout"] * 1000,
    registrationTimeoutMs: server["registration-timeout"] * 1000,
    resumeMs: server["resume-time"] * 1000,
    accounts: account.map((
      { certificates, name, password: passwordHash = null },
    ) => ({ name, passwordHash, certificates })),
    accountRules: accountRulesOf(schema.accounts),
    loginRules: loginRulesOf(schema.accounts),
    sendsMail: schema.mail !== undefined,
    pushRules: pushRulesOf(schema.push),
    channelRules: channelRulesOf(channels),
    history: historyRulesOf(schema.history),
    historyMemory: historyMemoryOf(schema.history),
    historyRetention: historyRetentionOf(schema.history),
    requireSasl: server["require-sasl"],
    saslRules: saslRulesOf(schema["connection-class"]),
    gateways: webirc.map(({ certificate = null, ...gateway }) => ({
      ...gateway,
      certificate,
    })),
    sts: sts === undefined ? null : stsPolicy(sts),
    tls: listeners.some(({ kind, tls }) => kind === "irc" && tls),
    saslListeners: saslListeners(listen),
    torListeners: torListeners(listen),
    trusted: schema.connections.exempt,
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

/** Reads files that the configuration names, and keeps those that cannot be read as mistakes. */
class NamedFiles {
  readonly mistakes: Mistake[] = [];

  constructor(
    readonly raw: unknown,
    readonly readTextFile: (path: string) => string,
  ) {}

  text(path: readonly string[]): string | undefined {
    const file = path.reduce<unknown>(
      (within, key) => (within as Record<string, unknown> | undefined)?.[key],
      this.raw,
    );
    if (typeof file !== "string" || file === "") return undefined;
    try {
      return this.readTextFile(file);
    } catch {
      const fault = `${file} cannot be read`;
      this.mistakes.push({ path: [...path], fault, isFailure: true });
    }
  }
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\n$/, "").split("\n")
    .map((line) => line.replace(/[\0\r]/g, ""));
}
