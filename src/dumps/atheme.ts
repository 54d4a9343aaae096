import { fold } from "../irc/names/casemapping.ts";
import type { Suspension } from "../irc/state/account.ts";
import { type AthemeRow, readRows } from "./atheme_rows.ts";
import {
  DamagedLine,
  type Dump,
  type DumpedAccount,
  type DumpedBan,
  type DumpedChannel,
  type DumpedEntry,
  type DumpedMode,
  type DumpedRank,
  Tally,
} from "./dump.ts";
import {
  ATHEME_LEFT,
  GONE,
  NEVER_VERIFIED,
  NO_RANK,
  OTHERS,
  TEXTS,
} from "./left.ts";
import { ATHEME_MODES } from "./modes.ts";
import { readAthemePassword } from "./passwords.ts";

/** The first version of the database whose rows are as they are read here, of Atheme 6. */
const LEAST_VERSION = 8;

/** The ranks, highest first: the letter here, and the flags there. @see Atheme, libathemecore/flags.c */
const RANKS = [["q", "Fq"], ["a", "a"], ["o", "Oo"], ["h", "Hh"], ["v", "Vv"]];

/** What an account or a channel has until all rows are read. */
interface Draft {
  readonly row: AthemeRow;
  readonly metadata: Map<string, string>;
}

interface AccountDraft extends Draft {
  readonly account: Omit<DumpedAccount, "vhost" | "suspended">;
  readonly nicks: string[];
  readonly certificates: string[];
}

interface ChannelDraft extends Draft {
  readonly channel: Pick<
    DumpedChannel,
    "name" | "registeredAt" | "usedAt" | "modes"
  >;
  founder: string;
  readonly entries: DumpedEntry[];
  readonly ranks: DumpedRank[];
}

/**
 * Reads `services.db` of Atheme, as its module backend/opensex writes it.
 *
 * @throws {DamagedLine} if it is damaged
 * @see Atheme, modules/backend/corestorage.c and opensex.c
 */
export function readAtheme(text: string): Dump {
  return new AthemeReader().read(text);
}

class AthemeReader {
  readonly #accounts = new Map<string, AccountDraft>();
  readonly #channels = new Map<string, ChannelDraft>();
  readonly #bans: DumpedBan[] = [];
  readonly #left = new Tally();
  #version = 0;

  readonly #readers: Readonly<Record<string, (row: AthemeRow) => void>> = {
    DBV: (row) => this.#readVersion(row),
    MU: (row) => this.#readAccount(row),
    MN: (row) => this.#readNick(row),
    MCFP: (row) => this.#readCertificate(row),
    MC: (row) => this.#readChannel(row),
    CA: (row) => this.#readAccess(row),
    MDU: (row) => this.#readMetadata(row, this.#accounts),
    MDC: (row) => this.#readMetadata(row, this.#channels),
    KL: (row) => this.#readBan(row, "K"),
    XL: (row) => this.#readBan(row, "R"),
    QL: (row) => this.#readBan(row, "N"),
  };

  read(text: string): Dump {
    for (const row of readRows(text)) {
      if (this.#version === 0 && !FIRST_ROWS.has(row.type)) {
        throw new DamagedLine(row.line, NO_VERSION);
      }
      const read = this.#readers[row.type];
      if (read !== undefined) read(row);
      else this.#leave(row);
    }
    if (this.#version === 0) {
      throw new DamagedLine(1, NO_VERSION);
    }
    return {
      accounts: [...this.#accounts.values()].flatMap((draft) =>
        this.#finishAccount(draft)
      ),
      channels: [...this.#channels.values()].map((draft) =>
        this.#finishChannel(draft)
      ),
      purges: [],
      bans: this.#bans,
      left: this.#left,
    };
  }

  #leave({ type }: AthemeRow): void {
    const what = ATHEME_LEFT[type];
    if (what === null) return;
    // Texts about what was left out above.
    const isText = type === "MDA" || type === "MDN" || type === "MDG";
    this.#left.add(what ?? (isText ? TEXTS : OTHERS));
  }

  #readVersion(row: AthemeRow): void {
    this.#version = row.number();
    if (this.#version >= LEAST_VERSION) return;
    throw new DamagedLine(row.line, "Atheme is too old that has written it");
  }

  #readAccount(row: AthemeRow): void {
    if (this.#version >= 10) row.word();
    const [name, password, email] = [row.word(), row.word(), row.word()];
    const registeredAt = row.time();
    row.time();
    const flags = row.word();
    const [nicks, certificates]: [string[], string[]] = [[], []];
    const account = {
      name,
      registeredAt,
      email,
      password: readAthemePassword(password, flags.includes("C")),
      nicks,
      certificates,
    };
    const metadata = new Map<string, string>();
    if (flags.includes("W")) metadata.set(UNVERIFIED, "");
    const draft = { row, account, nicks, certificates, metadata };
    this.#accounts.set(fold(name), draft);
  }

  #readNick(row: AthemeRow): void {
    const [name, nick] = [row.word(), row.word()];
    row.time();
    const draft = this.#accounts.get(fold(name));
    if (draft === undefined) this.#left.add(GONE);
    else if (fold(nick) !== fold(name)) draft.nicks.push(nick);
  }

  #readCertificate(row: AthemeRow): void {
    const [name, print] = [row.word(), row.word()];
    const draft = this.#accounts.get(fold(name));
    if (draft === undefined) this.#left.add(GONE);
    else draft.certificates.push(print);
  }

  #readChannel(row: AthemeRow): void {
    const name = row.word();
    const [registeredAt, usedAt] = [row.time(), row.time()];
    row.word();
    const [on, off, limit] = [row.number(), row.number(), row.number()];
    const parameters = { k: row.optional(), l: String(limit) };
    const modes = this.#locks(on, off, parameters);
    this.#channels.set(fold(name), {
      row,
      channel: { name, registeredAt, usedAt, modes },
      founder: "",
      entries: [],
      ranks: [],
      metadata: new Map(),
    });
  }

  #locks(
    on: number,
    off: number,
    parameters: Readonly<Record<string, string>>,
  ): DumpedMode[] {
    const modes: DumpedMode[] = [];
    for (const [bit, letter] of ATHEME_MODES) {
      const isSet = (on & bit) !== 0;
      if (!isSet && (off & bit) === 0) continue;
      modes.push({ letter, isSet, parameter: parameters[letter] ?? "" });
    }
    const known = ATHEME_MODES.reduce((bits, [bit]) => bits | bit, 0);
    const others = ((on | off) & ~known) >>> 0;
    const count = others.toString(2).replaceAll("0", "").length;
    this.#left.add("mode locks", count);
    return modes;
  }

  #readAccess(row: AthemeRow): void {
    const [name, target, flags] = [row.word(), row.word(), row.word()];
    const at = row.time();
    const by = this.#version >= 9 ? row.word() : "*";
    const draft = this.#channels.get(fold(name));
    if (draft === undefined) return this.#left.add(GONE);
    // A group's name begins so.
    const isMask = /[!*?@]/.test(target) && !target.startsWith("!");
    const entry = { mask: target, isAccount: !isMask, setBy: by, setAt: at };
    if (flags.includes("b")) draft.entries.push({ letter: "b", ...entry });
    if (flags.includes("e") && isMask) {
      draft.entries.push({ letter: "e", ...entry });
    }
    if (flags.includes("F") && draft.founder === "") {
      draft.founder = target;
      return;
    }
    const rank = RANKS.find(([, letters]) =>
      [...letters].some((letter) => flags.includes(letter))
    );
    if (rank !== undefined) {
      draft.ranks.push({ account: target, letter: rank[0], by, at });
    } else if (!/[be]/.test(flags)) {
      this.#left.add(NO_RANK);
    }
  }

  #readMetadata(row: AthemeRow, drafts: ReadonlyMap<string, Draft>): void {
    const [name, key, value] = [row.word(), row.word(), row.rest()];
    const draft = drafts.get(fold(name));
    if (draft === undefined) return this.#left.add(GONE);
    draft.metadata.set(key, value);
    if (!READ_METADATA.test(key)) this.#left.add(TEXTS);
  }

  #readBan(row: AthemeRow, kind: DumpedBan["kind"]): void {
    if (this.#version > 10) row.number();
    const first = row.word();
    const mask = kind === "K" ? `${first}@${row.word()}` : first;
    const [length, setAt] = [row.number() * 1000, row.time()];
    const [setBy, reason] = [row.word(), row.rest()];
    const expiresAt = length === 0 ? null : setAt + length;
    this.#bans.push({ kind, mask, reason, setBy, setAt, expiresAt });
  }

  #finishAccount({ account, metadata, row }: AccountDraft): DumpedAccount[] {
    if (metadata.has(UNVERIFIED)) {
      this.#left.add(NEVER_VERIFIED);
      return [];
    }
    return [{
      ...account,
      vhost: metadata.get("private:usercloak") ?? null,
      suspended: suspensionIn(metadata, "freeze", "freezer", row),
    }];
  }

  #finishChannel(draft: ChannelDraft): DumpedChannel {
    const { channel, entries, founder, metadata, ranks, row } = draft;
    const text = metadata.get("private:topic:text") ?? "";
    const setBy = metadata.get("private:topic:setter") ?? "*";
    const setAt = row.readTime(metadata.get("private:topic:ts") ?? "0");
    return {
      ...channel,
      founder,
      topic: text === "" ? null : { text, setBy, setAt },
      entries,
      ranks,
      suspended: suspensionIn(metadata, "close", "closer", row),
    };
  }
}

/** What may stand before the version, and is that. */
const FIRST_ROWS = new Set(["GRVER", "DBV"]);

const NO_VERSION = "no DBV says which version it is";
const UNVERIFIED = "private:verify:register:key";

/** What is read of the texts about accounts and channels, or says nothing that counts. */
const READ_METADATA =
  /^private:(?:usercloak(?:-.*)?|freeze:.*|close:.*|topic:.*|verify:.*|host:.*|loginfail:.*|lastquit:.*)$/;

function suspensionIn(
  metadata: ReadonlyMap<string, string>,
  what: string,
  who: string,
  row: AthemeRow,
): Suspension | null {
  const reason = metadata.get(`private:${what}:reason`);
  const by = metadata.get(`private:${what}:${who}`);
  if (reason === undefined && by === undefined) return null;
  return {
    by: by ?? "*",
    at: row.readTime(metadata.get(`private:${what}:timestamp`) ?? "0"),
    until: null,
    reason: reason ?? "",
  };
}
