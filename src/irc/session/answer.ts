import { message, OutgoingMessage } from "../wire/outgoing.ts";
import type { Line } from "../wire/outgoing.ts";
import type { Answer, Session } from "../state/session.ts";
import { lineOf, send, write } from "./send.ts";

/**
 * Puts a label on the answer to a command, if the client knows labels. It may come in the middle of another
 * answer, which goes on behind it.
 *
 * @param label the label as it stands on the wire; null for none
 * @param carryOut sends the answer
 * @see IRCv3 labeled-response
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Network } from "../state/network.ts";
 * import { Session } from "../state/session.ts";
 * import type { Settings } from "../state/settings.ts";
 * import { reply } from "./send.ts";
 * import { RPL_ENDOFINFO } from "../wire/numerics.ts";
 *
 * const network = new Network({ serverName: "irc.test" } as Settings, [], 0);
 * const session = new Session("s1", network, "::1", false, null, "", 0);
 * const lines: string[] = [];
 * session.sink = {
 *   write: ({ tags, text }) => lines.push(`@${tags} ${text}`),
 *   close() {},
 * };
 * session.capabilities = new Set(["batch", "labeled-response"]);
 * answer(session, "x", () => {});
 * answer(session, "y", () => reply(session, RPL_ENDOFINFO));
 * assertEquals(lines, [
 *   "@label=x :irc.test ACK",
 *   "@label=y :irc.test 374 * :End of /INFO list",
 * ]);
 * ```
 */
export function answer(
  session: Session,
  label: string | null,
  carryOut: () => void,
): void {
  if (label === null || !session.has("labeled-response")) return carryOut();
  const outer = session.answer;
  const own = session.answer = new BatchedAnswer(session, label);
  carryOut();
  // It may have ended with the session, or be postponed.
  if (session.answer !== own) return;
  session.answer = outer;
  own.end();
}

/**
 * Sends what is no part of the answer to the command that is carried out, even if that caused it: an answer that
 * has a label of its own, or none.
 */
export function answerApart(
  session: Session,
  label: string | null,
  carryOut: () => void,
): void {
  const outer = session.answer;
  session.answer = null;
  answer(session, label, carryOut);
  session.answer = outer;
}

/** Ends the answer to the command that is carried out, before the command itself ends. */
export function endAnswer(session: Session): void {
  const own = session.answer;
  session.answer = null;
  own?.end();
}

/** Takes the label of the command that is carried out, whose answer comes later; null for none. */
export function postpone(session: Session): string | null {
  const label = session.answer?.label ?? null;
  session.answer = null;
  return label;
}

/** Makes a reference tag that no other batch for this client has. */
function nextReference(session: Session): string {
  return (++session.batches).toString(36);
}

/**
 * Sends something in a batch, if the client knows batches. A batch may hold others.
 *
 * @param params the parameters behind the type
 * @param fill sends what is in the batch
 * @param tags what the client is told with its beginning, if it knows tags
 * @see IRCv3 batch
 */
export function batch(
  session: Session,
  type: string,
  params: readonly string[],
  fill: () => void,
  tags = "",
): void {
  if (!session.has("batch")) return fill();
  const isAlone = session.answer === null;
  if (isAlone) session.answer = new BatchedAnswer(session, null);
  const { serverName } = session.network.settings;
  const reference = nextReference(session);
  const begin = [`+${reference}`, type, ...params];
  const opens = { opens: reference };
  const { text } = message(serverName, "BATCH", begin);
  const known = session.has("message-tags") ? tags : "";
  send(session, new OutgoingMessage(text, null, opens, known));
  fill();
  const end = [`-${reference}`];
  const closes = { closes: reference };
  send(session, message(serverName, "BATCH", end, undefined, null, closes));
  if (isAlone) endAnswer(session);
}

/** A message of the answer, and the batch of the answer that it is in. */
interface Part {
  readonly line: Line;
  /** A reference tag; null if it is in no batch, or tells so by itself */
  readonly batch: string | null;
  /** True if a batch round the whole answer must hold it */
  readonly isOutermost: boolean;
}

/**
 * Sends what one command answers, in the batches that the command opens. The label, if there is one, goes on
 * the only message, on the batch that is the whole answer, or on a batch round it all. So the first message or
 * batch waits until it is known whether another one follows.
 *
 * @see IRCv3 labeled-response; IRCv3 batch
 */
class BatchedAnswer implements Answer {
  #waiting: Part[] = [];
  #around: string | null = null;
  /** The batches that are open, the innermost last. */
  readonly #open: string[] = [];

  constructor(readonly session: Session, readonly label: string | null) {}

  add(message: OutgoingMessage): void {
    const { batch, opens, closes } = message.delivery ?? {};
    const continues = this.#open.length > 0;
    if (closes !== undefined) this.#open.pop();
    const innermost = this.#open.at(-1) ?? null;
    this.#place({
      // Now, and not when it is written: capabilities may change meanwhile.
      line: lineOf(this.session, message),
      batch: batch === undefined ? innermost : null,
      isOutermost: batch === undefined && innermost === null,
    }, continues);
    if (opens !== undefined) this.#open.push(opens);
  }

  #place(part: Part, continues: boolean): void {
    if (this.label === null || this.#around !== null) return this.#write(part);
    if (this.#waiting.length > 0 && !continues) {
      this.#openAround();
      return this.#write(part);
    }
    this.#waiting.push(part);
  }

  #openAround(): void {
    const reference = nextReference(this.session);
    this.#writeOwn(`BATCH +${reference} labeled-response`, true);
    this.#around = reference;
    for (const part of this.#waiting) this.#write(part);
    this.#waiting = [];
  }

  end(): void {
    if (this.label === null) return;
    if (this.#around !== null) {
      return this.#writeOwn(`BATCH -${this.#around}`, false);
    }
    const [first, ...rest] = this.#waiting;
    if (first === undefined) return this.#writeOwn("ACK", true);
    this.#write(first, `label=${this.label}`);
    for (const part of rest) this.#write(part);
  }

  #write({ line, batch, isOutermost }: Part, label?: string): void {
    const reference = isOutermost ? this.#around : batch;
    const tag = label ?? (reference === null ? "" : `batch=${reference}`);
    this.#writeWith(line, tag);
  }

  /** Writes a line that is there for the label alone. */
  #writeOwn(text: string, isLabeled: boolean): void {
    const { serverName } = this.session.network.settings;
    const message = new OutgoingMessage(`:${serverName} ${text}`);
    const line = lineOf(this.session, message);
    this.#writeWith(line, isLabeled ? `label=${this.label}` : "");
  }

  #writeWith(line: Line, tag: string): void {
    if (tag === "") return write(this.session, line);
    const tags = line.tags === "" ? tag : `${tag};${line.tags}`;
    write(this.session, new OutgoingMessage(line.text, null, null, tags));
  }
}
