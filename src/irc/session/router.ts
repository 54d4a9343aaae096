import { upperCase } from "../names/casemapping.ts";
import { isTooLong, type Message, parseMessage } from "../wire/message.ts";
import {
  ERR_INPUTTOOLONG,
  ERR_NEEDMOREPARAMS,
  ERR_NOPRIVILEGES,
  ERR_NOPRIVS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
} from "../wire/numerics.ts";
import { FAIL_INVALID_UTF8, standardReply } from "../wire/standard_replies.ts";
import { NO_TAGS, parseTags, type Tags } from "../wire/tags.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { Privilege } from "../state/settings.ts";
import type { User } from "../state/user.ts";
import { answer } from "./answer.ts";
import { loseLine, refusesStray, takeBatchLine } from "./client_batch.ts";
import {
  type Command,
  Context,
  type Protocol,
  UserContext,
} from "./context.ts";
import { closeSession } from "./closing.ts";
import { labelOf } from "./labels.ts";
import { reply, send } from "./send.ts";
import { answerWork, BATCHED_LINE_WORK, LINE_WORK } from "./work.ts";

/** How many characters the shell has taken off: CR LF. */
const LINE_END_CHARACTERS = 2;

/** The words that a browser begins with, which a web page can make talk to this port. */
const HTTP_METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "DELETE",
  "OPTIONS",
  "PATCH",
  "TRACE",
]);

/** Refuses a line, whose command is known or not. */
type Refusal = (session: Session, command: Command | undefined) => void;

/**
 * Carries out the lines of clients: finds the command of each, makes the checks that all commands share, and
 * runs it.
 */
export class Router {
  constructor(readonly network: Network, readonly protocol: Protocol) {}

  /** Carries out one line of a client, without its CR LF. */
  route(session: Session, line: string): void {
    session.linesReceived++;
    session.charactersReceived += line.length + LINE_END_CHARACTERS;
    const before = session.linesSent;
    this.#route(session, line);
    this.network.work += answerWork(session.linesSent - before);
  }

  #route(session: Session, line: string): void {
    const refuse = refusalOf(line);
    const message = parseMessage(line);
    if (message === null) {
      this.network.work += LINE_WORK;
      return refuse?.(session, undefined);
    }
    if (message.tags === "") {
      return this.#carryOut(session, message, NO_TAGS, refuse);
    }
    const tags = parseTags(message.tags);
    const isBatched = tags.has("batch") && refuse !== refuseLength;
    const isUtf8 = refuse !== refuseEncoding;
    const { network } = this;
    if (isBatched && takeBatchLine(network, session, message, tags, isUtf8)) {
      network.work += BATCHED_LINE_WORK;
      return;
    }
    answer(session, labelOf(session, tags), () => {
      if (isBatched && refusesStray(network, session, message)) {
        network.work += LINE_WORK;
        return;
      }
      this.#carryOut(session, message, tags, refuse);
    });
  }

  #carryOut(
    session: Session,
    message: Message,
    tags: Tags,
    refuse: Refusal | null,
  ): void {
    if (session.user === null && HTTP_METHODS.has(message.command)) {
      return closeSession(session, "This is no web server");
    }
    const command = this.#find(session, message.command);
    if (!command?.isFree) this.network.work += LINE_WORK;
    if (refuse !== null) return refuse(session, command);
    if (command === undefined) {
      return reply(session, ERR_UNKNOWNCOMMAND, message.command);
    }
    this.network.countCommand(command.name);
    this.#run(session, command, message.params, tags);
  }

  #find(session: Session, name: string): Command | undefined {
    const { commands } = this.protocol;
    const command = commands.get(name) ?? commands.get(upperCase(name));
    const capability = command?.capability;
    return capability === undefined || session.has(capability)
      ? command
      : undefined;
  }

  #run(
    session: Session,
    command: Command,
    params: readonly string[],
    tags: Tags,
  ): void {
    const { network, protocol } = this;
    const { user } = session;
    if (user === null && !isOpen(session, command)) {
      return reply(session, ERR_NOTREGISTERED);
    }
    if (!hasEnough(params, command.parameters)) {
      return reply(session, ERR_NEEDMOREPARAMS, command.name);
    }
    if (command.work) network.work += command.work(network, params);
    if (!command.registered) {
      const context = new Context(network, session, protocol, command, tags);
      command.run(context, params);
    } else if (user !== null) {
      if (command.privilege !== undefined && !user.may(command.privilege)) {
        return refusePrivilege(session, user, command.privilege);
      }
      command.run(
        new UserContext(user, network, session, protocol, command, tags),
        params,
      );
    }
  }
}

/** A line that is no well-formed Unicode was no UTF-8, whatever its length. */
function refusalOf(line: string): Refusal | null {
  if (!line.isWellFormed()) return refuseEncoding;
  return isTooLong(line) ? refuseLength : null;
}

/** @see IRCv3 utf8-only */
function refuseEncoding(session: Session, command: Command | undefined): void {
  const { serverName } = session.network.settings;
  const name = command?.name ?? "*";
  send(session, standardReply(serverName, name, FAIL_INVALID_UTF8, []));
}

/** @see IRCv3 message-tags, "Size limit" */
function refuseLength(session: Session): void {
  reply(session, ERR_INPUTTOOLONG);
  loseLine(session.network, session);
}

/** Tells whether a client may give a command before it is registered. */
function isOpen(session: Session, command: Command): boolean {
  if (command.registered) return false;
  return command.early === undefined || session.has(command.early);
}

/** An empty parameter stands for nothing where one is needed. */
function hasEnough(params: readonly string[], needed: number): boolean {
  for (let index = 0; index < needed; index++) {
    if (!params[index]) return false;
  }
  return true;
}

function refusePrivilege(
  session: Session,
  user: User,
  privilege: Privilege,
): void {
  if (user.operator === null) return reply(session, ERR_NOPRIVILEGES);
  reply(session, ERR_NOPRIVS, privilege);
}
