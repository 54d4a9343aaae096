import type { Privilege } from "../state/settings.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { User } from "../state/user.ts";
import type { UserContext } from "../session/context.ts";
import { say } from "../session/services.ts";

/**
 * Who may give a command: everybody, who is logged in to an account, the founder of the channel that the first
 * parameter names, or an operator with a privilege.
 */
export type Permission = "anyone" | "account" | "founder" | Privilege;

/** A command of a service: what it says of itself, and the function that carries it out. */
export interface ServiceCommand {
  /** In capitals */
  readonly name: string;
  /** Other names for it, in capitals */
  readonly aliases?: readonly string[];
  /** The least number of parameters; with fewer, the answer is how it is used */
  readonly parameters: number;
  /** How many parameters it has: the last one takes all that is left; none for as many as there are words */
  readonly most?: number;
  /** Its parameters, as HELP shows them */
  readonly syntax: string;
  /** What it does, in one line */
  readonly help: string;
  /** What else there is to know, for `HELP <command>` */
  readonly details?: readonly string[];
  readonly permission: Permission;
  /** True if its parameters must not be shown to anybody, not even to who gave them */
  readonly isSecret?: true;
  /**
   * Carries it out.
   *
   * @param context what it came with, for what a command of IRC may ask
   */
  run(
    talk: Conversation,
    params: readonly string[],
    context: UserContext,
  ): void;
}

/** Somebody who is always on the network, and does what it is told in private. */
export interface Service {
  readonly nick: string;
  /** The commands of IRC that are for it, in capitals */
  readonly aliases: readonly string[];
  /** What it is for, in one line: its real name */
  readonly realname: string;
  /** In the order in which HELP shows them */
  readonly commands: readonly ServiceCommand[];
}

/** What a command of a service is given: the state, the client that asked, and the means to answer it. */
export class Conversation {
  constructor(
    readonly network: Network,
    readonly session: Session,
    /** Who asked */
    readonly user: User,
    /** Who answers */
    readonly service: Service,
    /** What the service was told to do */
    readonly order: ServiceCommand,
  ) {}

  /** Answers the client, each text on a line of its own. */
  say(...texts: readonly string[]): void {
    for (const text of texts) say(this.session, this.service.nick, text);
  }
}
