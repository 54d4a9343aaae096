import { findAccount } from "../accounts/accounts.ts";
import { parseBlock } from "../names/address.ts";
import { parseDuration } from "../names/duration.ts";
import { upperCase } from "../names/casemapping.ts";
import type { UserContext } from "../session/context.ts";
import type { Account } from "../state/account.ts";
import {
  ACCOUNT_PREFIX,
  type BanKind,
  D_LINE,
  K_LINE,
  N_LINE,
  R_LINE,
  readBanMask,
  REALNAME_PREFIX,
} from "./ban_kinds.ts";
import { refuse } from "./ban_requests.ts";

/** Whom UBAN is about: who fits a mask of some kind, or who has an account. */
export type UbanTarget =
  | { readonly kind: BanKind; readonly mask: string }
  | { readonly account: Account };

/**
 * Reads whom an operator means: an address or a CIDR block, a mask with `!` or `@`, a host with a dot or a colon, a
 * real name behind `r:`, and else an account, with `a:` before it or without.
 *
 * @returns null if that is nobody, which the operator is told
 */
export function readTarget(
  context: UserContext,
  given: string,
): UbanTarget | null {
  const name = accountIn(given);
  if (name !== null) return readAccount(context, name);
  const kind = kindOf(given);
  const mask = readBanMask(kind, withoutPrefix(kind, given), context.limits);
  if (mask === null) {
    refuse(context, `Bad mask ${given}`);
    return null;
  }
  // Any nickname: that is what K-lines are for.
  return kind === N_LINE && mask.startsWith("*!")
    ? { kind: K_LINE, mask: mask.slice(2) }
    : { kind, mask };
}

function accountIn(given: string): string | null {
  if (given.startsWith(ACCOUNT_PREFIX)) {
    return given.slice(ACCOUNT_PREFIX.length);
  }
  return /[!@.:*?]/.test(given) ? null : given;
}

function kindOf(given: string): BanKind {
  if (given.startsWith(REALNAME_PREFIX)) return R_LINE;
  if (given.includes("!")) return N_LINE;
  if (given.includes("@")) return K_LINE;
  if (parseBlock(given) !== null || given.includes("/")) return D_LINE;
  // A nickname with wildcards has neither dot nor colon.
  return /[.:]/.test(given) ? K_LINE : N_LINE;
}

function withoutPrefix(kind: BanKind, given: string): string {
  return kind === R_LINE ? given.slice(REALNAME_PREFIX.length) : given;
}

function readAccount(context: UserContext, name: string): UbanTarget | null {
  const { network } = context;
  const account = findAccount(network, name);
  if (account !== undefined) return { account };
  const user = network.findUser(name);
  const hint = user === undefined
    ? ""
    : `: ${user.nick} is ${user.realSource}${
      user.account === null ? "" : `, logged in to ${user.account}`
    }`;
  refuse(context, `There is no account ${name}${hint}`);
  return null;
}

/** What stands beside the target of UBAN ADD. */
export interface UbanOptions {
  /** Milliseconds; 0 for ever */
  readonly length: number;
  readonly requiresSasl: boolean;
  readonly given: string;
  readonly reason: string;
}

/**
 * Takes the words of UBAN ADD apart: the options may stand before what is banned, or behind it.
 *
 * @returns a text that tells what is wrong
 */
export function readOptions(words: readonly string[]): UbanOptions | string {
  let length = 0;
  let requiresSasl = false;
  let given: string | null = null;
  for (let index = 0; index < words.length; index++) {
    const word = upperCase(words[index]);
    if (word === "REQUIRE-SASL") requiresSasl = true;
    else if (word === "DURATION") {
      const duration = words[++index] ?? "";
      const read = parseDuration(duration);
      if (read === null) return `Bad duration ${duration}`;
      length = read;
    } else if (given === null) given = words[index];
    else {
      const reason = words.slice(index).join(" ");
      return { length, requiresSasl, given, reason };
    }
  }
  return given === null
    ? "A mask is missing"
    : { length, requiresSasl, given, reason: "" };
}
