import {
  type Address,
  type Block,
  formatBlock,
  isInBlock,
  parseAddress,
  parseBlock,
} from "../names/address.ts";
import { matchesMask } from "../names/mask.ts";
import type { ServerBan } from "../state/server_ban.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";

/** What bans look at. */
interface Client {
  readonly host: string;
  /** The name of the host; null if it is not known */
  readonly hostname: string | null;
  /** The host, if it is an address */
  readonly address: Address | null;
  /** What it has said of itself; undefined while it has not */
  readonly nick?: string;
  readonly username?: string;
  readonly realname?: string;
}

/** A ban's mask, taken apart. */
interface MaskParts {
  /** Masks; `*` where the ban has none */
  readonly nick: string;
  readonly username: string;
  readonly host: string;
  /** The host, if it is an address or a CIDR block */
  readonly block: Block | null;
}

/** What of a ban tells whom it is against. */
export type BanMask = Pick<ServerBan, "kind" | "mask">;

/** Each client that connects is held against all bans: their masks are read once. */
const masks = new WeakMap<BanMask, MaskParts>();

function partsOf(ban: BanMask): MaskParts {
  const read = masks.get(ban);
  if (read !== undefined) return read;
  const [host, name = "*"] = ban.mask.split("@").reverse();
  const [username, nick = "*"] = name.split("!").reverse();
  const parts = { nick, username, host, block: parseBlock(host) };
  masks.set(ban, parts);
  return parts;
}

/** What is not known yet is against nobody. */
function isAgainst(ban: BanMask, client: Client): boolean {
  const { nick, realname, username } = client;
  switch (ban.kind) {
    case "D":
      return fitsHost(partsOf(ban), client);
    case "K":
      return username !== undefined &&
        matchesMask(partsOf(ban).username, username) &&
        fitsHost(partsOf(ban), client);
    case "N":
      return nick !== undefined && username !== undefined &&
        matchesMask(partsOf(ban).nick, nick) &&
        matchesMask(partsOf(ban).username, username) &&
        fitsHost(partsOf(ban), client);
    case "R":
      return realname !== undefined && matchesMask(ban.mask, realname);
  }
}

function fitsHost({ block, host }: MaskParts, client: Client): boolean {
  if (block !== null) {
    return client.address !== null && isInBlock(block, client.address);
  }
  const { hostname } = client;
  return matchesMask(host, client.host) ||
    hostname !== null && matchesMask(host, hostname);
}

function clientOf({ host, hostname, registration, user }: Session): Client {
  const at = { host, hostname, address: parseAddress(host) };
  if (user !== null) {
    const { nick, realname, username } = user;
    return { ...at, nick, realname, username };
  }
  const nick = registration?.nick ?? undefined;
  const username = registration?.username ?? undefined;
  const realname = username === undefined ? undefined : registration?.realname;
  return { ...at, nick, realname, username };
}

/**
 * Tells whether a ban is against a user who has no connection: by what it is called and where it was. An address
 * alone is nobody's who is not there.
 */
export function isAgainstAbsent(ban: BanMask, user: User): boolean {
  if (ban.kind === "D") return false;
  const { hostname, nick, realHost: host, realname, username } = user;
  const address = parseAddress(host);
  return isAgainst(ban, { host, hostname, address, nick, realname, username });
}

/** Tells whether a ban is against everybody at an address or in a block, but for their names. */
export function coversBlock(ban: BanMask, wanted: Block): boolean {
  if (ban.kind === "R") return false;
  const { block, host } = partsOf(ban);
  if (block === null) return matchesMask(host, formatBlock(wanted));
  return block.bits <= wanted.bits && isInBlock(block, wanted.network);
}

/** Holds a client against bans, of which there may be many. */
export class BanCheck {
  readonly #client: Client;
  /** Where its gateway comes from; null where it has none. */
  readonly #gateway: Client | null;

  constructor(session: Session) {
    const { host, peer } = session;
    this.#client = clientOf(session);
    this.#gateway = peer === host
      ? null
      : { host: peer, hostname: null, address: parseAddress(peer) };
  }

  /** An address that is kept off brings nobody in, whoever is behind it. */
  fits(ban: BanMask): boolean {
    return isAgainst(ban, this.#client) ||
      ban.kind === "D" && this.#gateway !== null &&
        isAgainst(ban, this.#gateway);
  }
}
