import * as v from "valibot";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
  DROPPED_NAME_RULES,
  EMAIL_RULES,
  NICK_RULES,
} from "../irc/names/account_rules.ts";
import { seconds, table, wholeNumber, yesOrNo } from "./values.ts";

const { beforeConnect, customName, email, hourly, nicknames, registration } =
  DEFAULT_ACCOUNT_RULES;
const { droppedNames, nicknameMs, verifyMs } = DEFAULT_ACCOUNT_RULES;
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
  hourly: v.optional(wholeNumber(1, 1_000_000), hourly),
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
    verifyMs: accounts["verify-hours"] * HOUR_MS,
    nicknames: accounts.nicknames,
    nicknameMs: accounts["nickname-time"] * 1000,
    hourly: accounts.hourly,
    droppedNames: accounts["dropped-names"],
  };
}
