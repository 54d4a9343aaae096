import type { Jot } from "./jot.ts";

/** What a jot has, if it is there. */
export type JotValue = NonNullable<Jot["value"]>;

const NOTHING: ReadonlyMap<string, JotValue> = new Map();

/**
 * Makes the key of a jot that is one of several of the same owner.
 *
 * @param owner without a space
 */
export function jotKey(owner: string, item: string): string {
  return `${owner} ${item}`;
}

/**
 * Holds what was jotted down, the latest of each key. Where an owner has several of one kind, they are in the
 * order in which they were set.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const jots = new Jots();
 * jots.set({ kind: "seen", key: "ann", value: 5 });
 * jots.set({ kind: "read-marker", key: jotKey("ann", "#a"), value: 6 });
 * assertEquals(jots.get("seen", "ann"), 5);
 * assertEquals([...jots.of("read-marker", "ann")], [["#a", 6]]);
 * ```
 */
export class Jots {
  /** Those whose key is their owner, by kind and key. */
  readonly single = new Map<string, Map<string, JotValue>>();
  /** The others, by kind, owner and item. */
  readonly several = new Map<string, Map<string, Map<string, JotValue>>>();

  /** Puts a jot in place of the one that there is, or of none. */
  set({ key, kind, value }: Jot): void {
    const space = key.indexOf(" ");
    if (space === -1) return put(madeIn(this.single, kind), key, value);
    const owner = key.slice(0, space);
    const owners = madeIn(this.several, kind);
    const items = madeIn(owners, owner);
    put(items, key.slice(space + 1), value);
    if (items.size === 0) owners.delete(owner);
  }

  /** Gives the one of an owner. */
  get(kind: string, owner: string): JotValue | undefined {
    return this.single.get(kind)?.get(owner);
  }

  /** Gives all of an owner, by what comes behind it in their keys; the one that was set last is the last. */
  of(kind: string, owner: string): ReadonlyMap<string, JotValue> {
    return this.several.get(kind)?.get(owner) ?? NOTHING;
  }

  /** Gives all whose key is their owner. */
  all(kind: string): ReadonlyMap<string, JotValue> {
    return this.single.get(kind) ?? NOTHING;
  }

  /** Gives all of an owner, of whatever kind. */
  ofOwner(owner: string): Jot[] {
    const single = [...this.single].flatMap(([kind, values]): Jot[] => {
      const value = values.get(owner);
      return value === undefined ? [] : [{ kind, key: owner, value }];
    });
    const several = [...this.several].flatMap(([kind, owners]): Jot[] =>
      [...owners.get(owner) ?? []].map(([item, value]) => ({
        kind,
        key: jotKey(owner, item),
        value,
      }))
    );
    return [...single, ...several];
  }

  /** Gives everybody who has any. */
  get allOwners(): ReadonlySet<string> {
    const maps = [...this.single.values(), ...this.several.values()];
    return new Set(maps.flatMap((owners) => [...owners.keys()]));
  }
}

function madeIn<Value>(
  maps: Map<string, Map<string, Value>>,
  key: string,
): Map<string, Value> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, Value>();
  maps.set(key, made);
  return made;
}

function put(
  values: Map<string, JotValue>,
  key: string,
  value: Jot["value"],
): void {
  values.delete(key);
  if (value !== null) values.set(key, value);
}
