import type { Config } from "../config/config.ts";

/** What a running server keeps, whatever the file says now, and what an operator calls it. */
const KEPT = {
  listeners: "where it listens",
  metrics: "metrics",
  dataFolder: "data",
  serverName: "name",
  cloakKey: "cloak-key",
} as const satisfies Partial<Record<keyof Config, string>>;

const KEYS = Object.keys(KEPT) as (keyof typeof KEPT)[];

/** What clients cannot stay with if it changes; a new process may listen elsewhere. */
const KEPT_FOR_CLIENTS = ["dataFolder", "serverName", "cloakKey"] as const;

/**
 * What holds of a configuration that is read while the server runs: some
 * settings wait for a restart. Another name or another place would be half done;
 * another `cloak-key` would let everybody past the bans of hidden hosts; the
 * records at hand belong to the folder that they were read from.
 */
export class KeptSettings {
  readonly #running: Config;
  /** What was read last. */
  #loaded: Config;

  /** @param running what the server has started with */
  constructor(running: Config) {
    this.#running = running;
    this.#loaded = running;
  }

  /** Tells whether the clients of a running server can stay with one that has started with what the file says now. */
  keepsClients(loaded: Config): boolean {
    return !KEPT_FOR_CLIENTS.some((key) =>
      differs(loaded[key], this.#running[key])
    );
  }

  /**
   * @param loaded what the file says now
   * @returns what holds of it, and a line for operators, which says of what waits once that it does
   */
  reload(loaded: Config): { config: Config; text: string } {
    const kept = Object.fromEntries(
      KEYS.map((key) => [key, this.#running[key]]),
    );
    const waiting = KEYS.filter((key) =>
      differs(loaded[key], this.#running[key]) &&
      differs(loaded[key], this.#loaded[key])
    ).map((key) => KEPT[key]);
    this.#loaded = loaded;
    const text = ["The configuration was read again"];
    if (waiting.length > 0) {
      const verb = waiting.length === 1 ? "waits" : "wait";
      text.push(`${inWords(waiting)} ${verb} for a restart`);
    }
    // What is listened on has TLS or has not.
    const { tls } = this.#running;
    return { config: { ...loaded, ...kept, tls }, text: text.join("; ") };
  }
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function inWords(names: readonly string[]): string {
  const last = names.slice(-2).join(" and ");
  return [...names.slice(0, -2), last].join(", ");
}
