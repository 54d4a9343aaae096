import { fold } from "../names/casemapping.ts";
import type { Limits } from "../names/limits.ts";
import type { Capability } from "../wire/capabilities.ts";
import { MAX_LINE_BYTES } from "../wire/message.ts";
import { type Numeric, numericReply } from "../wire/numerics.ts";
import type { OutgoingMessage } from "../wire/outgoing.ts";
import { type StandardReply, standardReply } from "../wire/standard_replies.ts";
import { NO_TAGS, type Tags } from "../wire/tags.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Registration } from "../state/session_state.ts";
import type { RequestKind, RequestKinds, RequestOf } from "../state/request.ts";
import type { Privilege, Settings } from "../state/settings.ts";
import type { User } from "../state/user.ts";
import { batch } from "./answer.ts";
import { reply, send } from "./send.ts";

/** What a command says of itself, for the router and HELP to read. */
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
  /** True if a client that negotiates may give it without having asked for the capability: some do */
  readonly needsNoRequest?: true;
  /** True if to give it costs nothing, so that flood control never counts it */
  readonly isFree?: boolean;
  /** Tells what it costs to look at what it does not send, in the unit of {@linkcode LINE_WORK}. */
  work?(network: Network, params: readonly string[]): number;
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

/** What a command can answer: a numeric or a standard reply. */
export type Reply = Numeric | StandardReply;

/** Sends a refusal, or keeps it quiet. */
export type Fail = (reply: Reply, ...params: readonly string[]) => void;

/** The commands by their names. */
export type CommandTable = ReadonlyMap<string, Command>;

/** A service as the others see it: somebody who is always on the network, and does what it is told in private. */
export interface ServicePresence {
  readonly nick: string;
  readonly realname: string;
  /** Carries out what a user says to it, and answers. */
  hear(context: UserContext, text: string): void;
  /** Gives what a user says to it without what nobody may be shown: passwords. */
  withoutSecrets(text: string): string;
}

/**
 * What the subjects bring to a session: given to the router and to registration, which know none of them.
 */
export interface Protocol {
  readonly commands: CommandTable;
  /** The services by their folded nicknames. */
  readonly services: ReadonlyMap<string, ServicePresence>;
  /**
   * Ends a session that may not be here, because of where it comes from or who it is.
   *
   * @returns true if it was ended
   */
  refuse(network: Network, session: Session): boolean;
  /** Tells why a client must log in, whatever the configuration says; null if it need not. */
  loginReason(network: Network, session: Session): string | null;
  /** Gives the nickname that a client must have whatever it asked for; null where it chooses. */
  forcedNick(network: Network, account: string | null): string | null;
  /** Refuses a nickname that a client may not have. @returns true if it is refused */
  refusesNickname(context: Context, nick: string): boolean;
  /** Finds the user whom a client joins that is about to be registered; null where it is a user of its own. */
  ownUser(network: Network, session: Session, nick: string): User | null;
  /** Makes the nickname free with which a client is about to be registered. */
  makeWay(context: Context): void;
  /** Gives a new user the host that its account brings, and what that tells of itself, before anybody sees it. */
  dress(network: Network, user: User): void;
  /** Gives a user what a client has told of itself that is about to be another connection of that user. */
  bring(network: Network, user: User, registration: Registration): void;
  /** Steps that are taken in this order before a client is registered that may be. */
  readonly registering: readonly ((context: Context) => void)[];
  /** Steps that are taken in this order once a client is registered. */
  readonly welcoming: readonly ((context: UserContext) => void)[];
  /** Steps that are taken in this order once a client is another connection of a user. */
  readonly joining: readonly ((context: UserContext) => void)[];
  /** Goes on once the shell has answered, by what it was asked. */
  readonly answered: {
    readonly [Kind in RequestKind]: (
      network: Network,
      session: Session | undefined,
      request: RequestOf<Kind>,
      outcome: RequestKinds[Kind]["outcome"],
      protocol: Protocol,
    ) => void;
  };
}

const NO_TARGETS: readonly string[] = [];

/** What a command is given: the state, the client that asked, and the means to answer it. */
export class Context {
  constructor(
    readonly network: Network,
    readonly session: Session,
    readonly protocol: Protocol,
    /** The command that is carried out */
    readonly command: Command,
    /** The tags that came with it */
    readonly tags: Tags = NO_TAGS,
  ) {}

  /** Now, in milliseconds since 1970. */
  get at(): number {
    return this.network.at;
  }

  /** The network's settings. */
  get settings(): Settings {
    return this.network.settings;
  }

  /** The network's limits. */
  get limits(): Limits {
    return this.network.settings.limits;
  }

  /**
   * Answers the client with a numeric or a standard reply.
   *
   * @param params the parameters, then one for each `%s` of the text
   */
  reply(answer: Reply, ...params: readonly string[]): void {
    const { command, session, settings } = this;
    if ("type" in answer) {
      const { name } = command;
      send(session, standardReply(settings.serverName, name, answer, params));
    } else reply(session, answer, ...params);
  }

  /**
   * Tells how many bytes of words fit on one line of a numeric whose text is a list of words.
   *
   * @param params the parameters before the text
   */
  roomFor(numeric: Numeric, ...params: readonly string[]): number {
    const { network, session } = this;
    const empty = numericReply(
      network.settings.serverName,
      session.target,
      numeric,
      [...params, ""],
    );
    return MAX_LINE_BYTES - empty.bytes.length;
  }

  /**
   * Refuses the command, or a part of it: an answer like any other, whose name shows the reader of a command
   * where it ends badly.
   *
   * @param params the parameters, then one for each `%s` of the text
   */
  fail(refusal: Reply, ...params: readonly string[]): void {
    this.reply(refusal, ...params);
  }

  /**
   * Answers in a batch, if the client knows batches.
   *
   * @param fill sends what is in the batch
   * @param tags what the client is told with its beginning, if it knows tags
   * @see IRCv3 batch
   */
  batch(
    type: string,
    params: readonly string[],
    fill: () => void,
    tags?: string,
  ): void {
    batch(this.session, type, params, fill, tags);
  }

  /** Sends the client a message that answers the command, or acknowledges it. */
  send(message: OutgoingMessage): void {
    send(this.session, message);
  }

  /**
   * Takes a list `a,b,c` of targets apart.
   *
   * @returns the entries in order, each once, none empty; `rest` has those beyond the command's limit
   */
  targets(
    list: string,
  ): { targets: readonly string[]; rest: readonly string[] } {
    if (!list.includes(",")) {
      return { targets: list === "" ? NO_TARGETS : [list], rest: NO_TARGETS };
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

/** What a command is given that only registered clients may give. */
export class UserContext extends Context {
  constructor(
    /** Who asked */
    readonly user: User,
    network: Network,
    session: Session,
    protocol: Protocol,
    command: Command,
    tags: Tags = NO_TAGS,
  ) {
    super(network, session, protocol, command, tags);
  }

  /** Makes a context for each session of another user to whom the command does something, to answer that one. */
  of(user: User): UserContext[] {
    const { network, protocol, command } = this;
    return user.sessions.map((session) =>
      new UserContext(user, network, session, protocol, command)
    );
  }
}
