import { fold } from "../names/casemapping.ts";
import type { Account } from "./account.ts";

/**
 * Finds accounts by what belongs to them. It is made of the accounts, and is no
 * state of its own.
 */
export class AccountIndex {
  /** The keys of accounts by the folded nicknames that are grouped with them. */
  readonly nicks = new Map<string, string>();
  /** The keys of accounts by the certificates that open them. */
  readonly certificates = new Map<string, string>();
  /** The keys of those that wait to be verified. */
  readonly unverified = new Set<string>();

  constructor(accounts: ReadonlyMap<string, Account>) {
    for (const [key, account] of accounts) this.update(key, null, account);
  }

  /**
   * Takes in that an account has changed.
   *
   * @param key its folded name
   */
  update(
    key: string,
    before: Account | null,
    after: Account | null,
  ): void {
    for (const nick of before?.nicks ?? []) this.nicks.delete(fold(nick));
    for (const print of before?.certificates ?? []) {
      this.certificates.delete(print);
    }
    for (const nick of after?.nicks ?? []) this.nicks.set(fold(nick), key);
    for (const print of after?.certificates ?? []) {
      this.certificates.set(print, key);
    }
    const isUnverified = after !== null && after.verifiedAt === null &&
      after.droppedAt === null;
    if (isUnverified) this.unverified.add(key);
    else this.unverified.delete(key);
  }
}
