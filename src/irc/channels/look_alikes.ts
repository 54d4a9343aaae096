import { fold } from "../names/casemapping.ts";
import { skeletonsOf } from "../names/skeleton.ts";
import type { Network } from "../state/network.ts";

/**
 * Tells whether the name of a channel is easily taken for that of another one: a registered channel of another
 * founder, or one that operators have purged.
 *
 * @param founder the account whose channels it may look like
 */
export function isLikeRegistered(
  { records: { channels, purges } }: Network,
  name: string,
  founder: string,
): boolean {
  const key = fold(name);
  const looks = skeletonsOf(name);
  const isLike = (other: string) =>
    fold(other) !== key &&
    skeletonsOf(other).some((look) => looks.includes(look));
  const isAnothers = (other: string) => fold(other) !== fold(founder);
  return [...channels.values()].some((channel) =>
    isAnothers(channel.founder) && isLike(channel.name)
  ) || [...purges.values()].some((purge) => isLike(purge.name));
}
