import * as v from "valibot";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
  DROPPED_NAME_RULES,
  EMAIL_RULES,
  NICK_RULES,
} from "../irc/names/account_rules.ts";
import type { Limits } from "../irc/names/limits.ts";
import { isNickname } from "../irc/names/names.ts";
import { loginEntries } from "./logins.ts";
import { isPasswordHash } from "./passwords.ts";
import {
  certificate,
  seconds,
  table,
  text,
  wholeNumber,
  yesOrNo,
} from "./values.ts";

const { beforeConnect, customName, email, hourly, nicknames, registration } =
  DEFAULT_ACCOUNT_RULES;
const { passwordCharacters, droppedNames, nicknameMs, verifyMs } =
  DEFAULT_ACCOUNT_RULES;
const HOUR_MS = 3_600_000;

/** One of a few words. */
function oneOf<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, `must be one of ${words.join(", ")}`);
}

/** The table `[accounts]`: how accounts are registered, and what belongs to them. */
export const accountsSchema = table({
  registration: v.optional(yesOrNo, registration),
  "before-connect": v.optional(yesOrNo, beforeConnect),
  "custom-name": v.optional(yesOrNo, customName),
  email: v.optional(oneOf(EMAIL_RULES), email),
  "verify-hours": v.optional(wholeNumber(1, 8760), verifyMs / HOUR_MS),
  nicknames: v.optional(oneOf(NICK_RULES), nicknames),
  "nickname-time": v.optional(seconds, nicknameMs / 1000),
  "dropped-names": v.optional(oneOf(DROPPED_NAME_RULES), droppedNames),
  "password-length": v.optional(wholeNumber(1, 100), passwordCharacters),
  hourly: v.optional(wholeNumber(1, 1_000_000), hourly),
  ...loginEntries,
});

export const passwordHash = v.pipe(
  text,
  v.check(isPasswordHash, "must be what `ircd hash-password` prints"),
);

/**
 * One of the tables `[[account]]`. What it is called must be fit to be a nickname; WHOX has `0` for none.
 *
 * @param limits how long a nickname may be at most
 */
export function accountSchema(limits: Limits) {
  const name = v.pipe(
    text,
    v.transform((name) => name.normalize("NFC")),
    v.check(
      (name) => isNickname(name, limits) && name !== "0",
      "must be what a nickname may be",
    ),
  );
  const list = v.array(certificate, "must be a list of certificates");
  return table({
    name,
    password: v.optional(passwordHash),
    certificates: v.optional(list, []),
  });
}

/** @returns the rules for accounts */
export function accountRulesOf(
  accounts: v.InferOutput<typeof accountsSchema>,
): AccountRules {
  return {
    registration: accounts.registration,
    beforeConnect: accounts["before-connect"],
    customName: accounts["custom-name"],
    email: accounts.email,
    verifyMs: accounts["verify-hours"] * HOUR_MS,
    nicknames: accounts.nicknames,
    nicknameMs: accounts["nickname-time"] * 1000,
    passwordCharacters: accounts["password-length"],
    hourly: accounts.hourly,
    droppedNames: accounts["dropped-names"],
  };
}
