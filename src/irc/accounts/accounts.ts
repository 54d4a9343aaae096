import { fold } from "../names/casemapping.ts";
import { skeletonsOf } from "../names/skeleton.ts";
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
    settings.accounts.map(({ certificates = [], name, passwordHash }) => [
      fold(name),
      { ...NEW_ACCOUNT, name, passwordHash, certificates, verifiedAt: 0 },
    ]),
  );
  configured.set(settings, accounts);
  return accounts;
}

/** The accounts of a configuration by what their names look like. */
const looksOfConfigured = new WeakMap<
  Settings,
  ReadonlyMap<string, readonly Account[]>
>();

function configuredLooks(
  settings: Settings,
): ReadonlyMap<string, readonly Account[]> {
  const known = looksOfConfigured.get(settings);
  if (known !== undefined) return known;
  const looks = new Map<string, readonly Account[]>();
  for (const account of configuredAccounts(settings).values()) {
    for (const look of skeletonsOf(account.name)) {
      looks.set(look, [...looks.get(look) ?? [], account]);
    }
  }
  looksOfConfigured.set(settings, looks);
  return looks;
}

/** What an account has from the start. */
export const NEW_ACCOUNT: Account = {
  name: "",
  party: "",
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

/**
 * Finds the account that a certificate opens.
 *
 * @param name the account that is meant; null for whichever it opens
 */
export function findByCertificate(
  network: Network,
  certificate: string,
  name: string | null,
): Account | undefined {
  const opens = (account: Account | undefined) =>
    account?.certificates.includes(certificate) ? account : undefined;
  if (name !== null) return opens(findAccount(network, name));
  const configured = [...configuredAccounts(network.settings).values()];
  const key = network.records.index.certificates.get(certificate);
  return configured.find(opens) ??
    (key === undefined ? undefined : opens(findAccount(network, key)));
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

/**
 * Finds the accounts that have a name which is easily taken for another one, and accounts that have that name: those
 * too of which only the name is kept.
 */
export function accountsLike(network: Network, name: string): Account[] {
  const { records, settings } = network;
  const { index } = records;
  const looks = skeletonsOf(name);
  const keys = looks.flatMap((look) => [
    look,
    index.nicks.get(look) ?? look,
    ...index.looks.get(look) ?? [],
  ]);
  const registered = [...new Set(keys)].flatMap((key) =>
    records.accounts.get(key) ?? []
  );
  const configured = looks.flatMap((look) =>
    configuredLooks(settings).get(look) ?? []
  );
  return [...new Set([...configured, ...registered])];
}

/** Tells whether a user is logged in to an account. */
export function isLoggedInTo(
  { account }: User,
  { name }: Pick<Account, "name">,
): boolean {
  return account !== null && fold(account) === fold(name);
}

/** Gives those who are logged in to an account, registered users all. */
export function usersOf(
  network: Network,
  account: Pick<Account, "name">,
): User[] {
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
