import * as v from "valibot";
import { DEFAULT_LIMITS, type Limits } from "../irc/names/limits.ts";
import { table, wholeNumber, yesOrNo } from "./values.ts";

/** The limits, under their names in the file: `channelName` is `channel-name`. */
export function limitsSchema() {
  const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[];
  const entries = names.map((name) => {
    const most = MOST[name] ?? 1_000_000;
    return [
      kebab(name),
      v.optional(wholeNumber(1, most), DEFAULT_LIMITS[name]),
    ];
  });
  return v.pipe(
    table({ ...Object.fromEntries(entries), flood: v.optional(yesOrNo, true) }),
    v.transform(({ flood, ...limits }) => ({
      flood,
      core: Object.fromEntries(
        names.map((name) => [name, limits[kebab(name)]]),
      ) as Record<keyof Limits, number> & Limits,
    })),
  );
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What must still fit into a line beside everything else. */
const MOST: Partial<Limits> = {
  nickname: 40,
  username: 24,
  realname: 250,
  channelName: 80,
  key: 64,
  topic: 400,
  reason: 400,
  away: 400,
  mask: 250,
  modes: 50,
  readMarkers: 100_000,
  metadataKeys: 1000,
  metadataSubscriptions: 1000,
  metadataValue: 300,
  multilineBytes: 65_536,
  multilineLines: 1000,
  batchSeconds: 600,
  heldLines: 1000,
};

/** The limits that are as high as they can be set. */
export const LONGEST_NAMES: Limits = { ...DEFAULT_LIMITS, ...MOST };
