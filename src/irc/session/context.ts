import type { Capability } from "../wire/capabilities.ts";
import { fold } from "../names/casemapping.ts";
import type { Limits } from "../names/limits.ts";
import { MAX_LINE_BYTES } from "../wire/message.ts";
import { type Numeric, numericReply } from "../wire/numerics.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import { type StandardReply, standardReply } from "../wire/standard_replies.ts";
import { NO_TAGS, type Tags } from "../wire/tags.ts";
import type { Network } from "../state/network.ts";
import type { Privilege, Settings } from "../state/settings.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";

/** What every command says of itself. */
interface CommandDescription {
  /** In capitals */
  readonly name: string;
  /** The least number of parameters; with fewer, the answer is 461 */
  readonly parameters: number;
  /** Its parameters, as HELP shows them */
  readonly syntax: string;
  /** What it does, in one line */
  readonly help: string;
  /** The limit of its list of targets, if it takes a list (TARGMAX) */
  readonly targets?: keyof Limits;
  /** What an operator must be allowed to do to give it */
  readonly privilege?: Privilege;
  /** There is no such command for those without this capability */
  readonly capability?: Capability;
}

/** A command: what it says of itself, and the function that carries it out. */
export type Command =
  & CommandDescription
  & (
    | {
      /** It is refused with 451 until the client is registered */
      readonly registered: true;
      run(context: UserContext, params: readonly string[]): void;
    }
    | {
      /** It may be given at any time */
      readonly registered: false;
      /** Until the client is registered, it takes this capability */
      readonly early?: Capability;
      run(context: Context, params: readonly string[]): void;
    }
  );

/** An answer that has a number or a name. */
export type Reply = Numeric | StandardReply;

/** Sends a refusal, or keeps it quiet. */
export type Fail = (reply: Reply, ...params: readonly string[]) => void;

/** The commands by their names. */
export type CommandTable = ReadonlyMap<string, Command>;

/** What a command is given: who asked, when, and how to answer. */
export class Context {
  /**
   * @param network everything there is
   * @param session who asked
   * @param commands the commands by their names
   * @param command the command that is carried out
   * @param tags the tags that came with it
   */
  constructor(
    readonly network: Network,
    readonly session: Session,
    readonly commands: CommandTable,
    readonly command: Command,
    readonly tags: Tags = NO_TAGS,
  ) {}

  /** Now, in milliseconds since 1970. */
  get at(): number {
    return this.network.at;
  }

  /** What the configuration says. */
  get settings(): Settings {
    return this.network.settings;
  }

  /** How much of everything there may be. */
  get limits(): Limits {
    return this.network.settings.limits;
  }

  /**
   * Answers with a numeric or a standard reply.
   *
   * @param reply which
   * @param params its parameters, then one for each `%s` of its text
   */
  reply(reply: Reply, ...params: readonly string[]): void {
    const { command, network, session, settings } = this;
    if ("type" in reply) {
      const { name } = command;
      session.send(standardReply(settings.serverName, name, reply, params));
    } else network.reply(session, reply, ...params);
  }

  /**
   * @param numeric a numeric whose text is a list of words
   * @param params its parameters before the text
   * @returns how many bytes of words fit behind them on one line
   */
  roomFor(numeric: Numeric, ...params: readonly string[]): number {
    const { network, session } = this;
    const empty = [...params, ""];
    const reply = numericReply(
      network.settings.serverName,
      session.target,
      numeric,
      empty,
    );
    return MAX_LINE_BYTES - reply.bytes.length;
  }

  /**
   * Refuses the command: an answer like any other, under a name that tells the
   * reader of a command where it ends badly.
   *
   * @param reply which
   * @param params its parameters, then one for each `%s` of its text
   */
  fail(reply: Reply, ...params: readonly string[]): void {
    this.reply(reply, ...params);
  }

  /**
   * Answers in a batch, if the client knows batches.
   *
   * @param type the batch type
   * @param params its parameters
   * @param answer sends what is in the batch
   * @see IRCv3 batch
   */
  batch(type: string, params: readonly string[], answer: () => void): void {
    this.session.batch(type, params, answer);
  }

  /** @param message a line that answers the client, or acknowledges what it did */
  send(message: OutgoingMessage): void {
    this.session.send(message);
  }

  /**
   * Takes a list `a,b,c` apart.
   *
   * @param list the parameter
   * @returns its entries in order, each once, none empty; `rest` has those over the command's limit
   */
  targets(list: string): { targets: string[]; rest: string[] } {
    if (!list.includes(",")) {
      return { targets: list === "" ? [] : [list], rest: [] };
    }
    const seen = new Set([""]);
    const all = list.split(",").filter((entry) => {
      const isNew = !seen.has(fold(entry));
      seen.add(fold(entry));
      return isNew;
    });
    const key = this.command.targets;
    const limit = key === undefined
      ? all.length
      : this.network.settings.limits[key];
    return { targets: all.slice(0, limit), rest: all.slice(limit) };
  }
}

/** What a command of a registered client is given. */
export class UserContext extends Context {
  /**
   * @param user who asked
   * @param network everything there is
   * @param session the connection on which it was asked
   * @param commands the commands by their names
   * @param command the command that is carried out
   * @param tags the tags that came with it
   */
  constructor(
    readonly user: User,
    network: Network,
    session: Session,
    commands: CommandTable,
    command: Command,
    tags: Tags = NO_TAGS,
  ) {
    super(network, session, commands, command, tags);
  }

  /**
   * @param user a user to whom something happens
   * @returns a context for each connection of that user, to answer it
   */
  of(user: User): UserContext[] {
    const { network, commands, command } = this;
    return user.sessions.map((session) =>
      new UserContext(user, network, session, commands, command)
    );
  }
}
