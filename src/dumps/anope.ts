import { fold } from "../irc/names/casemapping.ts";
import { isChannelName } from "../irc/names/names.ts";
import { DEFAULT_LIMITS } from "../irc/names/limits.ts";
import type { Suspension } from "../irc/state/account.ts";
import type { PurgedChannel } from "../irc/state/registered_channel.ts";
import { anopeRank } from "./anope_ranks.ts";
import { type AnopeObject, readObjects } from "./anope_objects.ts";
import {
  accountFrom,
  entryFrom,
  registeredAt,
  suspensionIn,
  timeIn,
  topicIn,
} from "./anope_values.ts";
import {
  type Dump,
  type DumpedAccount,
  type DumpedBan,
  type DumpedChannel,
  type DumpedEntry,
  type DumpedMode,
  type DumpedRank,
  Tally,
} from "./dump.ts";
import { ANOPE_LEFT, GONE, NEVER_VERIFIED, NO_RANK, OTHERS } from "./left.ts";
import { ANOPE_MODES } from "./modes.ts";

/** The types of forbidden things. @see Anope 2.0, include/modules/os_forbid.h */
const FORBIDDEN = { nick: "1", channel: "2" } as const;

/** @see Anope 2.0, modules/commands: the managers of OperServ's bans */
const BAN_MANAGERS: Readonly<Record<string, DumpedBan["kind"]>> = {
  "xlinemanager/sgline": "K",
  "xlinemanager/snline": "R",
  "xlinemanager/sqline": "N",
};

/**
 * Reads `anope.db` of Anope 2.0 or 2.1, as its module db_flatfile writes it.
 *
 * @throws {DamagedLine} if it is damaged
 * @see Anope, modules/database/db_flatfile.cpp, and what is called Serialize
 */
export function readAnope(text: string): Dump {
  return new AnopeReader(text).dump();
}

class AnopeReader {
  readonly #objects = new Map<string, AnopeObject[]>();
  readonly #left = new Tally();
  /** The names of accounts by their ids, by which Anope 2.1 names them. */
  readonly #names = new Map<string, string>();

  constructor(text: string) {
    for (const object of readObjects(text)) {
      const { type } = object;
      const others = this.#objects.get(type);
      if (others === undefined) this.#objects.set(type, [object]);
      else others.push(object);
    }
    for (const core of this.#all("NickCore")) {
      const id = core.get("uniqueid");
      if (id !== "") this.#names.set(id, core.need("display"));
    }
  }

  dump(): Dump {
    const accounts = this.#accounts();
    const channels = this.#channels();
    const { bans, purges } = this.#forbidden();
    for (const [type, objects] of this.#objects) {
      const isTaken = TAKEN.has(type);
      const what = ANOPE_LEFT[type] ?? OTHERS;
      if (!isTaken) this.#left.add(what, objects.length);
    }
    return {
      accounts,
      channels,
      purges,
      bans: [...bans, ...this.#bans()],
      left: this.#left,
    };
  }

  #accounts(): DumpedAccount[] {
    const aliases = this.#by(
      "NickAlias",
      (alias) => this.#account(alias, "nc", "ncid"),
    );
    const suspended = new Map<string, Suspension>();
    for (const object of this.#all("NSSuspendInfo")) {
      suspended.set(fold(object.need("nick")), suspensionIn(object));
    }
    const accounts: DumpedAccount[] = [];
    for (const core of this.#all("NickCore")) {
      const name = core.need("display");
      const own = aliases.get(fold(name)) ?? [];
      aliases.delete(fold(name));
      if (core.has("UNCONFIRMED")) {
        this.#left.add(NEVER_VERIFIED);
        continue;
      }
      accounts.push(accountFrom(core, name, own, suspended));
    }
    this.#leave(aliases);
    return accounts;
  }

  #channels(): DumpedChannel[] {
    const [locks, access, kicks, suspended] = [
      this.#by("ModeLock", (object) => object.need("ci")),
      this.#by("ChanAccess", (object) => object.need("ci")),
      this.#by("AutoKick", (object) => object.need("ci")),
      this.#by("CSSuspendInfo", (object) => object.need("chan")),
    ];
    const channels: DumpedChannel[] = [];
    for (const info of this.#all("ChannelInfo")) {
      const name = info.need("name");
      const take = (objects: Map<string, AnopeObject[]>) => {
        const own = objects.get(fold(name)) ?? [];
        objects.delete(fold(name));
        return own;
      };
      const [modes, entries] = this.#locks(take(locks));
      if (this.#account(info, "successor", "successorid") !== "") {
        this.#left.add("successors");
      }
      channels.push({
        name,
        founder: this.#account(info, "founder", "founderid"),
        registeredAt: registeredAt(info),
        usedAt: timeIn(info, "last_used"),
        topic: topicIn(info),
        modes,
        entries: [
          ...entries,
          ...take(kicks).map((kick) =>
            entryFrom(kick, this.#account(kick, "nc", "ncid"))
          ),
        ],
        ranks: this.#ranks(info, take(access)),
        suspended: take(suspended).map(suspensionIn).at(0) ?? null,
      });
    }
    this.#leave(locks, access, kicks, suspended);
    return channels;
  }

  #locks(objects: readonly AnopeObject[]): [DumpedMode[], DumpedEntry[]] {
    const modes: DumpedMode[] = [];
    const entries: DumpedEntry[] = [];
    for (const object of objects) {
      const letter = ANOPE_MODES[object.need("name")];
      const isSet = object.get("set") === "1";
      const parameter = object.get("param");
      if (letter === undefined) this.#left.add("mode locks");
      else if (letter !== "b" && letter !== "e" && letter !== "I") {
        modes.push({ letter, isSet, parameter });
      } else if (isSet) {
        entries.push({
          letter,
          mask: parameter,
          isAccount: false,
          setBy: object.get("setter"),
          setAt: timeIn(object, "created"),
        });
      } else this.#left.add("mode locks");
    }
    return [modes, entries];
  }

  #ranks(info: AnopeObject, objects: readonly AnopeObject[]): DumpedRank[] {
    const ranks: DumpedRank[] = [];
    for (const object of objects) {
      const letter = anopeRank(
        object.get("provider"),
        object.get("data"),
        info.get("levels"),
      );
      if (letter === null) {
        this.#left.add(NO_RANK);
        continue;
      }
      const account = object.need("mask");
      const at = timeIn(object, "created");
      ranks.push({ account, letter, by: object.get("creator"), at });
    }
    return ranks;
  }

  #forbidden(): { bans: DumpedBan[]; purges: PurgedChannel[] } {
    const bans: DumpedBan[] = [];
    const purges: PurgedChannel[] = [];
    for (const object of this.#all("ForbidData")) {
      const mask = object.need("mask");
      const [by, reason] = [object.get("creator"), object.get("reason")];
      const at = timeIn(object, "created");
      const expiresAt = timeIn(object, "expires") || null;
      const type = object.get("type");
      if (type === FORBIDDEN.nick) {
        const kind = "N";
        bans.push({ kind, mask, reason, setBy: by, setAt: at, expiresAt });
      } else if (
        type === FORBIDDEN.channel && !/[*?]/.test(mask) &&
        isChannelName(mask, DEFAULT_LIMITS) && expiresAt === null
      ) purges.push({ name: mask, by, at, reason });
      else this.#left.add("things that were forbidden");
    }
    return { bans, purges };
  }

  #bans(): DumpedBan[] {
    const bans: DumpedBan[] = [];
    for (const object of this.#all("XLine")) {
      const kind = BAN_MANAGERS[object.get("manager")];
      if (kind === undefined) {
        this.#left.add("bans of the network");
        continue;
      }
      bans.push({
        kind,
        mask: object.need("mask"),
        reason: object.get("reason"),
        setBy: object.get("by"),
        setAt: timeIn(object, "created"),
        expiresAt: timeIn(object, "expires") || null,
      });
    }
    return bans;
  }

  /** Anope does not read them either. */
  #leave(...all: readonly Map<string, AnopeObject[]>[]): void {
    for (const { length } of all.flatMap((each) => [...each.values()])) {
      this.#left.add(GONE, length);
    }
  }

  #all(type: string): readonly AnopeObject[] {
    return this.#objects.get(type) ?? [];
  }

  /** The account that an object names, as Anope 2.0 does it or as 2.1 does; "" for none. */
  #account(object: AnopeObject, key: string, idKey: string): string {
    return object.get(key) || (this.#names.get(object.get(idKey)) ?? "");
  }

  /** Those of a type by what they belong to, folded. */
  #by(
    type: string,
    ownerOf: (object: AnopeObject) => string,
  ): Map<string, AnopeObject[]> {
    const objects = new Map<string, AnopeObject[]>();
    for (const object of this.#all(type)) {
      const owner = fold(ownerOf(object));
      const others = objects.get(owner);
      if (others === undefined) objects.set(owner, [object]);
      else others.push(object);
    }
    return objects;
  }
}

/** The types of objects that there is a place for. */
const TAKEN = new Set([
  "NickCore",
  "NickAlias",
  "NSSuspendInfo",
  "ChannelInfo",
  "ModeLock",
  "ChanAccess",
  "AutoKick",
  "CSSuspendInfo",
  "ForbidData",
  "XLine",
]);
