import { createPrivateKey } from "node:crypto";
import * as v from "valibot";
import { isAcceptedEmail, isEmail } from "../irc/names/email.ts";
import { type MailSettings, TLS_RULES } from "../mail/mailer.ts";
import type { Mistake } from "./mistake.ts";
import { table, text, wholeNumber } from "./values.ts";

/** The ports for mail that is submitted: over TLS from the start, and else (RFC 8314, section 7). */
const IMPLICIT_PORT = 465;
const SUBMISSION_PORT = 587;

const email = v.pipe(
  text,
  v.check(
    (value) => isEmail(value) && isAcceptedEmail(value, []),
    "must be an address, like irc@example.org",
  ),
);

const hostname = v.pipe(
  text,
  v.regex(/^[a-z0-9.:-]+$/i, "must be a host, like mail.example.org"),
);

/** The table `[mail]`: how the server sends mail. */
export const mailSchema = table({
  from: email,
  host: v.optional(hostname),
  port: v.optional(wholeNumber(1, 65_535)),
  tls: v.optional(
    v.picklist(TLS_RULES, `must be one of ${TLS_RULES.join(", ")}`),
    "required",
  ),
  ca: v.optional(text),
  user: v.optional(text),
  password: v.optional(text),
  "password-file": v.optional(text),
  sendmail: v.optional(
    v.pipe(text, v.regex(/^\//, "must be a path that begins with /")),
  ),
  "dkim-domain": v.optional(hostname),
  "dkim-selector": v.optional(hostname),
  "dkim-key": v.optional(text),
  timeout: v.optional(wholeNumber(1, 300, " of seconds"), 30),
});

type MailTable = v.InferOutput<typeof mailSchema>;

/** The files that the table names, by the keys that name them. */
const FILES = ["ca", "password-file", "dkim-key"] as const;

/** What is in the files that the table names. */
export type MailFiles = Readonly<
  Partial<Record<typeof FILES[number], string>>
>;

type Table = Readonly<Record<string, unknown>>;

/** The table as it was set; undefined if it is none. */
function mailTable(raw: unknown): Table | undefined {
  const { mail } = raw as Table;
  const isTable = typeof mail === "object" && mail !== null &&
    !Array.isArray(mail);
  return isTable ? mail as Table : undefined;
}

/**
 * Reads the files that the table names.
 *
 * @param read gives what the file holds that a key of the table names; undefined for none
 * @param mistakes gets what is not as it must be
 */
export function readMailFiles(
  read: (key: string) => string | undefined,
  mistakes: Mistake[],
): MailFiles {
  const files: Partial<Record<typeof FILES[number], string>> = {};
  for (const key of FILES) {
    const content = files[key] = read(key);
    const fault = content === undefined ? null : faultIn(key, content);
    if (fault !== null) mistakes.push({ path: ["mail", key], fault });
  }
  return files;
}

function faultIn(key: typeof FILES[number], content: string): string | null {
  switch (key) {
    case "ca":
      return content.includes("-----BEGIN CERTIFICATE-----")
        ? null
        : "holds no certificate in PEM";
    case "password-file":
      return v.is(text, passwordIn(content)) ? null : "must hold one line";
    case "dkim-key":
      return isRsaKey(content) ? null : "holds no RSA key in PEM";
  }
}

function passwordIn(content: string): string {
  return content.replace(/\r?\n$/, "");
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

const DKIM = ["dkim-domain", "dkim-selector", "dkim-key"];

/** What belongs to a mail server alone. */
const OF_SERVER = ["port", "tls", "ca", "user", "password", "password-file"];

/** What is wrong between the settings for mail, and with who needs it, whatever else is wrong. */
export function mailMistakes(raw: unknown): Mistake[] {
  const mail = mailTable(raw);
  if (mail === undefined) return withoutMail(raw);
  const has = (key: string) => mail[key] !== undefined;
  const mistake = (key: string, fault: string) => ({
    path: ["mail", key],
    fault,
  });
  const found: Mistake[] = [];
  if (!has("host") && !has("sendmail")) {
    found.push(mistake("host", "is missing, and so is sendmail"));
  }
  if (has("host") && has("sendmail")) {
    found.push(mistake("sendmail", "and mail.host exclude each other"));
  }
  if (has("sendmail") && !has("host")) {
    for (const key of OF_SERVER.filter(has)) {
      found.push(mistake(key, "needs a host"));
    }
  }
  if (has("password") && has("password-file")) {
    const fault = "and mail.password exclude each other";
    found.push(mistake("password-file", fault));
  }
  const hasPassword = has("password") || has("password-file");
  if (has("user") && !hasPassword) {
    found.push(mistake("user", "needs a password"));
  }
  if (hasPassword && !has("user")) {
    const key = has("password") ? "password" : "password-file";
    found.push(mistake(key, "needs a user"));
  }
  if (DKIM.some(has)) {
    for (const key of DKIM.filter((key) => !has(key))) {
      found.push(mistake(key, "is missing for DKIM"));
    }
  }
  return found;
}

/** Addresses that no mail can go to. */
function withoutMail(raw: unknown): Mistake[] {
  const { accounts } = raw as { accounts?: Table };
  const rule = accounts?.email;
  return rule === "required" || rule === "optional"
    ? [{ path: ["accounts", "email"], fault: "needs the table [mail]" }]
    : [];
}

/** @returns how mail is sent; null if it is not */
export function mailSettingsOf(
  mail: MailTable | undefined,
  files: MailFiles,
): MailSettings | null {
  if (mail === undefined) return null;
  const { from, sendmail = "", timeout } = mail;
  const domainName = mail["dkim-domain"];
  const keySelector = mail["dkim-selector"];
  const privateKey = files["dkim-key"];
  const isSigned = domainName !== undefined && keySelector !== undefined &&
    privateKey !== undefined;
  return {
    from,
    smtp: smtpSettingsOf(mail, files),
    sendmail,
    dkim: isSigned ? { domainName, keySelector, privateKey } : null,
    timeoutMs: timeout * 1000,
  };
}

function smtpSettingsOf(
  { host, password, port, tls, user }: MailTable,
  files: MailFiles,
): MailSettings["smtp"] {
  if (host === undefined) return null;
  const pass = password ?? passwordIn(files["password-file"] ?? "");
  return {
    host,
    port: port ?? (tls === "implicit" ? IMPLICIT_PORT : SUBMISSION_PORT),
    tls,
    ca: files.ca ?? null,
    login: user === undefined ? null : { user, pass },
  };
}
