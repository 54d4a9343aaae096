import { fold } from "../names/casemapping.ts";
import type { Account } from "../state/account.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Settings } from "../state/settings.ts";
import type { User } from "../state/user.ts";

/** Gives the account that a client is logged in to, registered or not; null for none. */
export function accountOf({ registration, user }: Session): string | null {
  return user?.account ?? registration?.account ?? null;
}

/** The accounts of a configuration, in the form of those that were registered, by their folded names. */
const configured = new WeakMap<Settings, ReadonlyMap<string, Account>>();

function configuredAccounts(settings: Settings): ReadonlyMap<string, Account> {
  const known = configured.get(settings);
  if (known !== undefined) return known;
  const accounts = new Map(
    settings.accounts.map(({ name, passwordHash }) => [
      fold(name),
      { ...NEW_ACCOUNT, name, passwordHash, verifiedAt: 0 },
    ]),
  );
  configured.set(settings, accounts);
  return accounts;
}

/** What an account has from the start. */
export const NEW_ACCOUNT: Account = {
  name: "",
  registeredAt: 0,
  verifiedAt: null,
  email: null,
  passwordHash: null,
  scram: null,
  certificates: [],
  nicks: [],
  settings: {},
  suspended: null,
  vhost: null,
  roles: [],
  metadata: {},
  pending: null,
  droppedAt: null,
};

/**
 * Finds an account by its name, in any case: one of the configuration, or one that was registered. Whether
 * anybody may log in to it is for {@linkcode logIn} to say.
 */
export function findAccount(
  { records, settings }: Network,
  name: string,
): Account | undefined {
  const key = fold(name);
  const configured = configuredAccounts(settings).get(key);
  if (configured !== undefined) return configured;
  const account = records.accounts.get(key);
  return account?.droppedAt === null ? account : undefined;
}

/** Tells whether an account was deleted whose name nobody else may take. */
export function isNameKept({ records }: Network, name: string): boolean {
  return (records.accounts.get(fold(name))?.droppedAt ?? null) !== null;
}

/** Tells whether an account stands in the configuration, so that nobody can change it here. */
export function isConfigured(
  { settings }: Pick<Network, "settings">,
  name: string,
): boolean {
  return configuredAccounts(settings).has(fold(name));
}

/** Finds the account that a nickname belongs to: it is its name, or grouped with it. */
export function ownerOf(network: Network, nick: string): Account | undefined {
  const named = findAccount(network, nick);
  if (named !== undefined) return named;
  const key = network.records.index.nicks.get(fold(nick));
  return key === undefined ? undefined : network.records.accounts.get(key);
}

/** Tells whether a user is logged in to an account. */
export function isLoggedInTo({ account }: User, { name }: Account): boolean {
  return account !== null && fold(account) === fold(name);
}

/** Gives those who are logged in to an account, registered users all. */
export function usersOf(network: Network, account: Account): User[] {
  return [...network.users.values()].filter((user) =>
    isLoggedInTo(user, account)
  );
}

/** Gives the connections that are logged in to an account, those that are not registered yet too. */
export function sessionsOf(
  network: Network,
  { name }: Pick<Account, "name">,
): Session[] {
  const key = fold(name);
  return [...network.sessions.values()].filter((session) => {
    const account = accountOf(session);
    return account !== null && fold(account) === key;
  });
}

/** Gives the `nick!user@host` of a client, with `*` for what is not known yet. */
export function sourceOf(session: Session): string {
  const { host, registration, target, user } = session;
  return user?.source ?? `${target}!${registration?.username ?? "*"}@${host}`;
}
