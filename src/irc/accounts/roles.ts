import { matchesMask } from "../names/mask.ts";
import { withPrefix } from "../modes/index.ts";
import type { Network } from "../state/network.ts";
import type { RoleSettings } from "../state/settings.ts";
import { findAccount } from "./accounts.ts";

const NONE: readonly RoleSettings[] = [];

/** Finds a role by its name. */
export function findRole(
  { settings }: Network,
  name: string,
): RoleSettings | undefined {
  return settings.roles.find((role) => role.name === name);
}

/**
 * Gives the roles of an account that the configuration still has.
 *
 * @param account null for none
 */
export function rolesOf(
  network: Network,
  account: string | null,
): readonly RoleSettings[] {
  const { roles } = network.settings;
  if (account === null || roles.length === 0) return NONE;
  const given = findAccount(network, account)?.roles ?? [];
  return roles.filter(({ name }) => given.includes(name));
}

/**
 * Gives the prefix modes that the roles of an account give on a channel, highest rank first; "" for none.
 *
 * @param account null for none
 */
export function roleModes(
  network: Network,
  account: string | null,
  channel: string,
): string {
  return rolesOf(network, account)
    .flatMap(({ ranks }) => ranks)
    .filter(({ channels }) => matchesMask(channels, channel))
    .flatMap(({ modes }) => [...modes])
    .reduce((modes, letter) => withPrefix(modes, letter, true), "");
}
