import type { Capability } from "../wire/capabilities.ts";
import {
  type Delivery,
  type Line,
  message,
  type OutgoingMessage,
} from "../wire/outgoing.ts";
import { effectiveCapabilities, tagBitsOf } from "../session/capabilities.ts";
import { Response } from "../session/response.ts";
import type {
  Claim,
  ClientBatch,
  Keepalive,
  Registration,
} from "./session_state.ts";
import type { Settings } from "./settings.ts";
import type { Exchange } from "../accounts/sasl/mechanism.ts";
import type { User } from "./user.ts";

/** What a session needs to know of the network it is on. */
export interface Surroundings {
  /** When the input came that is carried out, in milliseconds since 1970 */
  readonly at: number;
  readonly settings: Settings;
}

/** Where a session's output goes. The shell supplies it, and gathers what one turn writes. */
export interface Sink {
  /** @param line one line; the same one may go to many sinks */
  write(line: Line): void;
  /** Sends what was written, then ends the connection. */
  close(): void;
}

const NONE: ReadonlySet<Capability> = new Set();
const NOTHING_SYNCED = { at: 0, values: 0 } as const;

/** One connection. A user is a person on the network; today each has one session. */
export class Session {
  // What each line sent looks at stands first: close together in memory.
  /** Where its output goes. */
  readonly sink: Sink;
  /** What its client is sent by the command that is carried out; null if that takes no label or batch. */
  response: Response | null = null;
  #tagBits = 0;
  /** How many lines have gone to its client. */
  linesSent = 0;
  /** CR LF included; to count bytes would cost each line more than it is worth. */
  charactersSent = 0;
  /** Its user once it is registered. */
  user: User | null = null;
  /** What it has said of itself; null once it is registered. */
  registration: Registration | null = {
    nick: null,
    username: null,
    realname: "",
    away: null,
    password: null,
    account: null,
    metadata: null,
    negotiating: false,
  };
  /** The highest version it gave with CAP LS, 0 before. */
  capVersion = 0;
  /** The nicknames it watches, by their folded form; null for none. */
  monitored: Map<string, string> | null = null;
  /** The keys of metadata whose values it wants to hear of, in the order in which they were given; null for none. */
  subscriptions: Set<string> | null = null;
  /** How many values of metadata came with channels that it joined, and when. */
  synced: { readonly at: number; readonly values: number } = NOTHING_SYNCED;
  /** Who it says it is, while the shell checks its password. */
  claim: Claim | null = null;
  /** The lines it has sent since then, which wait; null for none. */
  held: string[] | null = null;
  /** True if there was no room for another line among them. */
  hasLostLine = false;
  /** The message of several lines that its client sends; null for none. */
  clientBatch: ClientBatch | null = null;
  /** The SASL exchange that is under way; null for none. */
  exchange: Exchange | null = null;
  /** How often it has failed to authenticate. */
  failures = 0;
  /** Where it comes from: the host, or that of the gateway. */
  readonly peer: string;
  /** The gateway it came through, by the name in the configuration; null for none. */
  gateway: string | null = null;
  /** How many lines have come from its client. */
  linesReceived = 0;
  /** CR LF included. */
  charactersReceived = 0;
  keepalive: Keepalive = "registering";
  #enabled: ReadonlySet<Capability> = NONE;
  #effective: ReadonlySet<Capability> = NONE;
  #references = 0;
  /** When it was last sent PING, in milliseconds since 1970. */
  pingedAt = 0;

  /**
   * @param id the number the shell gave it
   * @param host its address in the form of {@linkcode asHost}, until a gateway tells another
   * @param secure true if it came over TLS, all the way
   * @param sink where its output goes
   * @param surroundings the network it is on
   * @param deadline when the keepalive must next look at it, in milliseconds since 1970
   * @param certificate the SHA-256 of the certificate it showed, in hexadecimal; null for none
   */
  constructor(
    readonly id: number,
    public host: string,
    public secure: boolean,
    sink: Sink,
    readonly surroundings: Surroundings,
    public deadline: number,
    readonly certificate: string | null,
  ) {
    this.peer = host;
    this.sink = sink;
  }

  /** What numerics call it: its nickname, or `*` while it has none. */
  get target(): string {
    return this.user?.nick ?? this.registration?.nick ?? "*";
  }

  /** The capabilities that its client has asked for and was given. */
  get capabilities(): ReadonlySet<Capability> {
    return this.#enabled;
  }

  set capabilities(capabilities: ReadonlySet<Capability>) {
    const isNone = capabilities.size === 0;
    this.#enabled = isNone ? NONE : capabilities;
    this.#effective = isNone ? NONE : effectiveCapabilities(capabilities);
    this.#tagBits = tagBitsOf(this.#effective);
  }

  /**
   * @param capability a capability
   * @returns true if the client has asked for it and was given it, and all that it needs
   */
  has(capability: Capability): boolean {
    return this.#effective.has(capability);
  }

  /** @returns a reference tag that no other batch for this client has */
  nextReference(): string {
    return (++this.#references).toString(36);
  }

  /**
   * Sends a message, in the form that the client's capabilities ask for; it is
   * part of the answer while a command of this client is carried out.
   *
   * @param message one message for this client
   */
  send(message: OutgoingMessage): void {
    const { delivery } = message;
    if (delivery !== null && !this.#takes(delivery)) {
      for (const other of delivery.otherwise ?? []) this.send(other);
    } else if (this.response !== null) this.response.add(message);
    else this.write(this.lineOf(message));
  }

  #takes({ needs }: Delivery): boolean {
    return needs === undefined || this.has(needs);
  }

  /**
   * Sends a message that is no part of the answer, even if it was this client's
   * command that caused it.
   *
   * @param message what somebody says to this client
   */
  deliver(message: OutgoingMessage): void {
    const { response } = this;
    this.response = null;
    this.send(message);
    this.response = response;
  }

  /**
   * Carries something out whose answer takes a label. It may be in the middle of
   * another answer, which goes on behind it.
   *
   * @param label the label as it stands on the wire; null for none
   * @param carryOut sends the answer
   * @see IRCv3 labeled-response
   */
  answer(label: string | null, carryOut: () => void): void {
    if (label === null || !this.has("labeled-response")) return carryOut();
    const outer = this.response;
    const response = this.response = new Response(this, label);
    carryOut();
    // It may have ended with the session, or be postponed.
    if (this.response !== response) return;
    this.response = outer;
    response.end();
  }

  /** Ends the answer to the command that is carried out: nothing more comes of it. */
  endAnswer(): void {
    const { response } = this;
    this.response = null;
    response?.end();
  }

  /**
   * Sends something in a batch, if the client knows batches.
   *
   * @param type the batch type
   * @param params its parameters
   * @param fill sends what is in the batch
   * @see IRCv3 batch
   */
  batch(type: string, params: readonly string[], fill: () => void): void {
    if (!this.has("batch")) return fill();
    const isAlone = this.response === null;
    if (isAlone) this.response = new Response(this, null);
    const { serverName } = this.surroundings.settings;
    const reference = this.nextReference();
    const begin = [`+${reference}`, type, ...params];
    const opens = { opens: reference };
    this.send(message(serverName, "BATCH", begin, undefined, null, opens));
    fill();
    const end = [`-${reference}`];
    const closes = { closes: reference };
    this.send(message(serverName, "BATCH", end, undefined, null, closes));
    if (isAlone) this.endAnswer();
  }

  /** @returns the label of the command that is carried out, whose answer comes later; null for none */
  postpone(): string | null {
    const label = this.response?.label ?? null;
    this.response = null;
    return label;
  }

  /**
   * @param message a message
   * @returns the line that this client gets of it
   */
  lineOf(message: OutgoingMessage): Line {
    return this.#tagBits === 0
      ? message
      : message.lineFor(this.#tagBits, this.surroundings.at);
  }

  /** @param line one line for this client, as it is */
  write(line: Line): void {
    this.linesSent++;
    this.charactersSent += line.length;
    this.sink.write(line);
  }
}
