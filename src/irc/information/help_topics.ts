import { upperCase } from "../names/casemapping.ts";
import {
  CHANNEL_MODES,
  EXTENDED_BAN_HELP,
  EXTENDED_BANS,
  NOTICE_KINDS,
  PREFIX_MODES,
  USER_MODES,
  USUAL_NOTICES,
} from "../modes/index.ts";
import type { Command, CommandTable } from "../session/context.ts";

/** A subject of HELP, and what there is to say of it. */
export interface HelpTopic {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The subjects that are no command, by their names in capitals. */
export const HELP_TOPICS: ReadonlyMap<string, HelpTopic> = new Map([
  ["CMODE", {
    title: "The modes of channels",
    lines: [
      ...PREFIX_MODES.map(({ letter, symbol, help }) =>
        `+${letter} <nickname>: ${help} (${symbol})`
      ),
      ...CHANNEL_MODES.map(({ letter, kind, help }) =>
        `+${letter}${kind === "flag" ? "" : " <parameter>"}: ${help}`
      ),
    ],
  }],
  ["EXTBAN", {
    title: "What the lists b, e and I take beside masks; ! negates it",
    lines: [...EXTENDED_BANS].map(([letter, kind]) => {
      const { value, help } = EXTENDED_BAN_HELP[kind];
      return `${letter}:<${value}>: ${help}`;
    }),
  }],
  ["SNOMASK", {
    title: "What MODE <nickname> +s <letters> chooses of the server's notices",
    lines: [
      ...Object.values(NOTICE_KINDS).map(({ letter, help }) =>
        `${letter}: ${help}`
      ),
      `Without letters: ${USUAL_NOTICES}. A - takes off those behind it.`,
    ],
  }],
  ["UMODE", {
    title: "The modes of users",
    lines: USER_MODES.map(({ letter, help }) => `+${letter}: ${help}`),
  }],
]);

/**
 * Finds what there is to say of a command or of another topic, in any case.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const commands = new Map();
 * assertEquals(findTopic(commands, "umode")?.title, "The modes of users");
 * assertEquals(findTopic(commands, "love"), undefined);
 * ```
 */
export function findTopic(
  commands: CommandTable,
  subject: string,
): HelpTopic | undefined {
  const name = upperCase(subject);
  const command = commands.get(name);
  return command === undefined ? HELP_TOPICS.get(name) : describe(command);
}

function describe(command: Command): HelpTopic {
  const { name, syntax, help, privilege, capability } = command;
  const early = command.registered ? undefined : command.early;
  const lines = [help];
  if (privilege !== undefined) {
    lines.push(`Only for operators with the privilege ${privilege}.`);
  }
  if (capability !== undefined) {
    lines.push(`Only for clients with the capability ${capability}.`);
  }
  if (early !== undefined) {
    lines.push(`Before registration, only with the capability ${early}.`);
  }
  return { title: `${name} ${syntax}`.trimEnd(), lines };
}
