import { fold } from "../names/casemapping.ts";
import { skeletonsOf } from "../names/skeleton.ts";
import type { Account } from "./account.ts";
import type { Party } from "./archive.ts";

/**
 * Finds accounts by what belongs to them. It is made of the accounts, and is no
 * state of its own.
 */
export class AccountIndex {
  /** The keys of accounts by the folded nicknames that are grouped with them. */
  readonly nicks = new Map<string, string>();
  /** The keys of accounts by what their names look like, where that is not the folded name itself. */
  readonly looks = new Map<string, readonly string[]>();
  /** The keys of accounts by the certificates that open them. */
  readonly certificates = new Map<string, string>();
  /** The keys of accounts by their parties. */
  readonly parties = new Map<Party, string>();
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
    for (const look of looksOf(before)) this.#setLook(look, key, false);
    for (const look of looksOf(after)) this.#setLook(look, key, true);
    if (before !== null) this.parties.delete(before.party);
    if (after !== null && after.party !== "") {
      this.parties.set(after.party, key);
    }
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

  #setLook(look: string, key: string, isLike: boolean): void {
    const others = (this.looks.get(look) ?? []).filter((each) => each !== key);
    const keys = isLike ? [...others, key] : others;
    if (keys.length === 0) this.looks.delete(look);
    else this.looks.set(look, keys);
  }
}

/** Gives what the names of an account look like, where they are not found by their folded names. */
function looksOf(account: Account | null): readonly string[] {
  if (account === null) return [];
  return [account.name, ...account.nicks].flatMap((name) =>
    skeletonsOf(name).filter((look) => look !== fold(name))
  );
}
