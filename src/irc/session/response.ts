import type { Session } from "../state/session.ts";
import { type Line, OutgoingMessage } from "../wire/outgoing.ts";

/** A message of the answer, and the batch of the answer that it is in. */
interface Part {
  readonly line: Line;
  /** A reference tag; null if it is in no batch, or tells so by itself */
  readonly batch: string | null;
  /** True if a batch round the whole answer must hold it */
  readonly isOutermost: boolean;
}

/**
 * What one command sends to the client that gave it: in batches that handlers
 * open, and with the label of the command, if there was one, on one message, on
 * the batch that is the whole answer, or on a batch round it all. The first
 * message or batch waits until it is known whether another one follows.
 *
 * @see IRCv3 labeled-response; IRCv3 batch
 */
export class Response {
  #waiting: Part[] = [];
  #around: string | null = null;
  #batch: string | null = null;

  /**
   * @param session whose client is answered
   * @param label the label as it stands on the wire; null for none
   */
  constructor(
    readonly session: Session,
    readonly label: string | null,
  ) {}

  /** @param message the next message of the answer */
  add(message: OutgoingMessage): void {
    const { batch, opens, closes } = message.delivery ?? {};
    const continues = this.#batch !== null;
    if (closes !== undefined) this.#batch = null;
    this.#place({
      // Now, and not when it is written: capabilities may change meanwhile.
      line: this.session.lineOf(message),
      batch: batch === undefined ? this.#batch : null,
      isOutermost: batch === undefined && this.#batch === null,
    }, continues);
    if (opens !== undefined) this.#batch = opens;
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
    const reference = this.session.nextReference();
    this.#writeOwn(`BATCH +${reference} labeled-response`, true);
    this.#around = reference;
    for (const part of this.#waiting) this.#write(part);
    this.#waiting = [];
  }

  /** The answer is complete. */
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

  /** A line that only the label asks for. */
  #writeOwn(text: string, isLabeled: boolean): void {
    const { serverName } = this.session.surroundings.settings;
    const message = new OutgoingMessage(`:${serverName} ${text}`);
    const line = this.session.lineOf(message);
    this.#writeWith(line, isLabeled ? `label=${this.label}` : "");
  }

  #writeWith(line: Line, tag: string): void {
    if (tag === "") return this.session.write(line);
    const tags = line.tags === "" ? tag : `${tag};${line.tags}`;
    this.session.write(new OutgoingMessage(line.text, null, null, tags));
  }
}
