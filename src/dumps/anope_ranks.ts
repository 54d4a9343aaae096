/** What gives somebody a rank that joins, highest first: its letter here, and its privilege, level, flags and XOP there. */
const RANKS = [
  { letter: "q", name: "AUTOOWNER", level: 9999, flags: "QqF", xop: "QOP" },
  { letter: "a", name: "AUTOPROTECT", level: 10, flags: "Aa", xop: "SOP" },
  { letter: "o", name: "AUTOOP", level: 5, flags: "Oo", xop: "AOP" },
  { letter: "h", name: "AUTOHALFOP", level: 4, flags: "Hh", xop: "HOP" },
  { letter: "v", name: "AUTOVOICE", level: 3, flags: "Vv", xop: "VOP" },
] as const;

/** Whose level is this has a privilege that nobody has. */
const NOBODY = -10_000;

/**
 * Tells which rank an entry of a channel's access list gives.
 *
 * @param provider how it says that
 * @param data what it says
 * @param levels the levels of the channel's own: names and numbers in turns
 * @returns the letter; null for none
 * @see Anope 2.0, modules/commands/cs_access.cpp, cs_flags.cpp and cs_xop.cpp; data/chanserv.example.conf
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(anopeRank("access/access", "5", ""), "o");
 * assertEquals(anopeRank("access/access", "5", "AUTOOP 7 "), "h");
 * assertEquals(anopeRank("access/xop", "SOP", ""), "a");
 * ```
 */
export function anopeRank(
  provider: string,
  data: string,
  levels: string,
): string | null {
  const rank = RANKS.find((each) => {
    switch (provider) {
      case "access/xop":
        return data === each.xop;
      case "access/flags":
        return [...each.flags].some((flag) => data.includes(flag));
      case "access/access": {
        const level = levelOf(each.name, levels) ?? each.level;
        return level !== NOBODY && Number(data) >= level;
      }
      default:
        return false;
    }
  });
  return rank?.letter ?? null;
}

function levelOf(name: string, levels: string): number | undefined {
  const words = levels.split(" ");
  const index = words.indexOf(name);
  const level = Number(words[index + 1]);
  return index === -1 || Number.isNaN(level) ? undefined : level;
}
