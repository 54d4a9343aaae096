import { configureSync, getLogger, type LogRecord } from "@logtape/logtape";
import { LOG_CATEGORIES, LOG_LEVELS, type LogSettings } from "../config/log.ts";
import { NOTICE_KINDS } from "../irc/modes/index.ts";
import { normaliseBlock } from "../irc/names/address.ts";
import type { Notice, NoticeValue } from "../irc/state/notice.ts";
import type { Appender, Runtime } from "../runtime/runtime.ts";

/** How much a line of the log matters. */
export type LogLevel = typeof LOG_LEVELS[number];

/** How much of an address is the network that it is in. */
const NETWORK_BITS = { 4: 24, 6: 48 } as const;

/** Stands for what is not logged. */
const WITHHELD = "...";

/** What would do something to a terminal, or begin another line. */
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x1f\x7f-\x9f\u2028\u2029]/g;

/**
 * The server's log: lines of text or JSON on standard error or in a file. What
 * clients say does not get into it, and addresses only as configured.
 */
export class Log {
  #settings: LogSettings;
  #file: Appender | null = null;

  /** @throws {Error} if its file cannot be opened */
  constructor(settings: LogSettings, readonly runtime: Runtime) {
    this.#settings = settings;
    this.#open(settings);
    this.#configure();
  }

  /**
   * Goes on as is set now, in a file that is opened anew: the old one may have
   * another name by now. Where that cannot be, it goes on as before, and says so.
   */
  reopen(settings: LogSettings): void {
    const old = this.#file;
    try {
      this.#open(settings);
      old?.close();
      this.#settings = settings;
      this.#configure();
    } catch {
      this.write(
        "config",
        "error",
        "the log goes on as before: {file} cannot be opened",
        {
          file: settings.file ?? "",
        },
      );
    }
  }

  /** Ends it. What is logged afterwards goes to standard error. */
  close(): void {
    this.#file?.close();
    this.#file = null;
  }

  /**
   * Logs one line.
   *
   * @param category one of {@linkcode LOG_CATEGORIES}
   * @param template its text; in it `{name}` stands for the value of that name
   */
  write(
    category: string,
    level: LogLevel,
    template: string,
    values: Readonly<Record<string, NoticeValue>> = {},
  ): void {
    const logger = getLogger(["ircd", category]);
    if (!logger.isEnabledFor(level)) return;
    const properties = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, this.#write(value)]),
    );
    logger[level](template, properties);
  }

  /** Logs what operators are told of. */
  notice({ kind, template, values }: Notice): void {
    this.write(kind, NOTICE_KINDS[kind].level, template, values);
  }

  #open({ file }: LogSettings): void {
    this.#file = file === undefined ? null : this.runtime.appendFile(file);
  }

  #configure(): void {
    const { level, levels } = this.#settings;
    configureSync({
      reset: true,
      sinks: { out: (record) => this.#put(record) },
      loggers: [
        { category: ["logtape"], sinks: [], lowestLevel: "error" },
        ...Object.keys(LOG_CATEGORIES).map((category) => ({
          category: ["ircd", category],
          sinks: ["out"],
          lowestLevel: levels[category] ?? level,
        })),
      ],
    });
  }

  #put(record: LogRecord): void {
    const { format } = this.#settings;
    const line = format === "json" ? asJson(record) : asText(record);
    if (this.#file === null) return this.runtime.printError(line);
    try {
      this.#file.write(`${line}\n`);
    } catch {
      // The disk is full, say: what happens is better said elsewhere than not at all.
      this.runtime.printError(line);
    }
  }

  #write(value: NoticeValue): string {
    if (typeof value === "string") return value;
    if ("words" in value) return WITHHELD;
    const { name } = value;
    const address = shownAddress(this.#settings.addresses, value.address);
    if (name === undefined) return address ?? WITHHELD;
    return address === null ? name : `${name}@${address}`;
  }
}

/** Null for one that is not to be shown. */
function shownAddress(
  shown: LogSettings["addresses"],
  address: string,
): string | null {
  if (shown === "full") return address;
  return shown === "none" ? null : networkOf(address);
}

/**
 * @returns the network of an address or of a CIDR block; null for what is
 *   neither, like a mask
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(networkOf("192.0.2.77"), "192.0.2.0/24");
 * assertEquals(networkOf("2001:db8:1:2::3"), "2001:db8:1::/48");
 * assertEquals(networkOf("192.0.0.0/16"), "192.0.0.0/16");
 * assertEquals(networkOf("192.0.2.7?"), null);
 * ```
 */
export function networkOf(address: string): string | null {
  const block = normaliseBlock(address);
  if (block === null) return null;
  const [host, bits] = block.split("/");
  const version = host.includes(":") ? 6 : 4;
  return normaliseBlock(
    `${host}/${Math.min(Number(bits), NETWORK_BITS[version])}`,
  );
}

function asText({ category, level, message, timestamp }: LogRecord): string {
  const time = new Date(timestamp).toISOString();
  const text = message.join("").replace(CONTROLS, "?");
  return `${time} ${level} ${category.at(-1)}: ${text}`;
}

function asJson(
  { category, level, message, properties, timestamp }: LogRecord,
): string {
  return JSON.stringify({
    time: new Date(timestamp).toISOString(),
    level,
    category: category.at(-1),
    message: message.join(""),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  });
}
