import * as v from "valibot";
import {
  type AccountRules,
  CHOICE_RULES,
  DEFAULT_ACCOUNT_RULES,
  DROPPED_NAME_RULES,
  EMAIL_RULES,
  NICK_RULES,
} from "../irc/names/account_rules.ts";
import { isNickname } from "../irc/names/names.ts";
import { LONGEST_NAMES } from "./limits.ts";
import { loginEntries } from "./logins.ts";
import {
  certificate,
  oneOf,
  passwordHash,
  seconds,
  table,
  text,
  wholeNumber,
  yesOrNo,
} from "./values.ts";

const { alwaysOn, alwaysOnMs, autoAway } = DEFAULT_ACCOUNT_RULES;
const { beforeConnect, customName, email, hourly, nicknames, registration } =
  DEFAULT_ACCOUNT_RULES;
const {
  cloaks,
  codeMs,
  droppedNames,
  expireMs,
  forceNick,
  multiclient,
  nicknameMs,
  passwordCharacters,
  verifyMs,
} = DEFAULT_ACCOUNT_RULES;
const { blockedEmails, dailyMailsFrom, dailyMailsTo } = DEFAULT_ACCOUNT_RULES;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const emailMask = v.pipe(
  text,
  v.regex(/@/, "must be a mask of addresses, like *@example.org"),
);

/** What accounts are called must be fit to be a nickname; WHOX has `0` for none. */
export const accountName = v.pipe(
  text,
  v.transform((name) => name.normalize("NFC")),
  v.check(
    (name) => isNickname(name, LONGEST_NAMES) && name !== "0",
    "must be what a nickname may be",
  ),
);

/** The table `[accounts]`: how accounts are registered, and what belongs to them. */
export const accountsSchema = table({
  registration: v.optional(yesOrNo, registration),
  "before-connect": v.optional(yesOrNo, beforeConnect),
  "custom-name": v.optional(yesOrNo, customName),
  email: v.optional(oneOf(EMAIL_RULES), email),
  "blocked-emails": v.optional(
    v.array(emailMask, "must be a list of masks of addresses"),
    [...blockedEmails],
  ),
  "daily-mails-to": v.optional(wholeNumber(1, 1000), dailyMailsTo),
  "daily-mails-from": v.optional(wholeNumber(1, 1_000_000), dailyMailsFrom),
  "code-minutes": v.optional(wholeNumber(1, 1440), codeMs / MINUTE_MS),
  "verify-hours": v.optional(wholeNumber(1, 8760), verifyMs / HOUR_MS),
  nicknames: v.optional(oneOf(NICK_RULES), nicknames),
  "nickname-time": v.optional(seconds, nicknameMs / 1000),
  "force-nick-equals-account": v.optional(yesOrNo, forceNick),
  cloaks: v.optional(yesOrNo, cloaks),
  "dropped-names": v.optional(oneOf(DROPPED_NAME_RULES), droppedNames),
  multiclient: v.optional(
    oneOf(CHOICE_RULES.filter((rule) => rule !== "mandatory")),
    multiclient,
  ),
  "always-on": v.optional(oneOf(CHOICE_RULES), alwaysOn),
  "always-on-days": v.optional(wholeNumber(0, 36_500), alwaysOnMs / DAY_MS),
  "auto-away": v.optional(oneOf(CHOICE_RULES), autoAway),
  "expire-days": v.optional(wholeNumber(0, 36_500), expireMs / DAY_MS),
  "password-length": v.optional(wholeNumber(1, 100), passwordCharacters),
  hourly: v.optional(wholeNumber(1, 1_000_000), hourly),
  ...loginEntries,
});

/** One of the tables `[[account]]`. */
export const accountSchema = table({
  name: accountName,
  password: v.optional(passwordHash),
  certificates: v.optional(
    v.array(certificate, "must be a list of certificates"),
    [],
  ),
});

/** @returns the rules for accounts */
export function accountRulesOf(
  accounts: v.InferOutput<typeof accountsSchema>,
): AccountRules {
  return {
    registration: accounts.registration,
    beforeConnect: accounts["before-connect"],
    customName: accounts["custom-name"],
    email: accounts.email,
    blockedEmails: accounts["blocked-emails"],
    dailyMailsTo: accounts["daily-mails-to"],
    dailyMailsFrom: accounts["daily-mails-from"],
    codeMs: accounts["code-minutes"] * MINUTE_MS,
    verifyMs: accounts["verify-hours"] * HOUR_MS,
    nicknames: accounts.nicknames,
    nicknameMs: accounts["nickname-time"] * 1000,
    forceNick: accounts["force-nick-equals-account"],
    cloaks: accounts.cloaks,
    passwordCharacters: accounts["password-length"],
    hourly: accounts.hourly,
    droppedNames: accounts["dropped-names"],
    multiclient: accounts.multiclient,
    alwaysOn: accounts["always-on"],
    autoAway: accounts["auto-away"],
    alwaysOnMs: accounts["always-on-days"] * DAY_MS,
    expireMs: accounts["expire-days"] * DAY_MS,
  };
}
