import {
  type Capability,
  effectiveCapabilities,
  tagBitsOf,
} from "../wire/capabilities.ts";
import type { Line, OutgoingMessage } from "../wire/outgoing.ts";
import type { Position } from "./archive.ts";
import type { Network } from "./network.ts";
import type { SessionId } from "./session_id.ts";
import {
  type ClientBatch,
  type Device,
  type Exchange,
  type HeldInput,
  type Keepalive,
  NO_DEVICE,
  type OwnState,
  type Proving,
  type Registration,
  type Subscriptions,
} from "./session_state.ts";
import type { User } from "./user.ts";

/**
 * Takes the output of a session: the shell attaches it, and gathers what one turn writes. It is no state; a
 * session whose connection is on another machine has none.
 */
export interface Sink {
  /** Takes one line to be sent; the same line may go to many sinks. */
  write(line: Line): void;
  /** Sends what was written, then ends the connection. */
  close(): void;
}

/** Takes what one command sends to the client that gave it, while the command is carried out. */
export interface Answer {
  /** The label of the command as it stands on the wire; null for none */
  readonly label: string | null;
  /** Takes the next message of the answer. */
  add(message: OutgoingMessage): void;
  /** Sends what was held back: the answer is complete. */
  end(): void;
}

/** What has come of CAP. */
interface Negotiated {
  /** The highest version that the client gave with CAP LS */
  readonly version: number;
  readonly enabled: ReadonlySet<Capability>;
  /** Without those that lack what they need */
  readonly effective: ReadonlySet<Capability>;
}

const NOTHING: Negotiated = {
  version: 0,
  enabled: new Set(),
  effective: new Set(),
};

/** One connection. A user is a person on the network, and may have several sessions, or none. */
export class Session {
  // What each line sent looks at stands first: close together in memory.
  sink: Sink | null = null;
  /** Takes what the command that is carried out sends to its client; null if that needs no label and no batch. */
  answer: Answer | null = null;
  #tagBits = 0;
  /** How many lines have gone to its client. */
  linesSent = 0;
  /** How many characters have gone to it, CR LF included; to count bytes would cost each line more than it is worth. */
  charactersSent = 0;
  /** Its user once it is registered. */
  user: User | null = null;
  /** What it has said of itself; null once it is registered. */
  registration: Registration | null = {
    nick: null,
    refusedNick: null,
    username: null,
    realname: "",
    away: null,
    password: null,
    account: null,
    isVouchedFor: false,
    metadata: null,
    resuming: null,
    negotiating: false,
    hostname: null,
    gateway: null,
    requiresSasl: false,
  };
  /** The nicknames it watches, by their folded form; null for none. */
  monitored: Map<string, string> | null = null;
  /** What it wants to hear of metadata; null for nothing. */
  subscriptions: Subscriptions | null = null;
  /** The request to the shell whose answer its client's lines wait for; null for none. */
  waitingFor: number | null = null;
  /** What has come of its client since then; null for nothing. */
  held: HeldInput | null = null;
  /** The device that its client is on; null if nothing is known of it. */
  device: Device | null = null;
  /** The message of several lines that its client sends; null for none. */
  clientBatch: ClientBatch | null = null;
  /** What it has for itself, as one of several of its user; null for one that is alone. */
  own: OwnState | null = null;
  /** The host of the other end of the connection: a gateway's, where it came through one. */
  readonly peer: string;
  /** The hash of the certificate that the server has shown it, in hexadecimal; null for none. */
  binding: string | null = null;
  /** How many lines have come from its client. */
  linesReceived = 0;
  /** How many characters have come from its client, CR LF included. */
  charactersReceived = 0;
  /** How far the keepalive is with it. */
  keepalive: Keepalive = "registering";
  /** Up to where it was sent what was said, when it was last sent PING. */
  pinged: Position = "";
  /** Up to where it surely has what was said: it has answered a PING behind that. */
  arrived: Position = "";
  /** How many batches its client was sent. */
  batches = 0;
  #negotiated = NOTHING;
  #proving: Proving | null = null;

  /**
   * @param host its address in the form of {@linkcode asHost}, until a gateway tells another
   * @param secure true if it came over TLS, a gateway's part of the way included
   * @param certificate the SHA-256 of the certificate that its client showed, in hexadecimal; null for none, and for a gateway's
   * @param listener the name of the listener it came to; "" for none
   * @param deadline when the keepalive must next look at it, in milliseconds since 1970
   */
  constructor(
    readonly id: SessionId,
    readonly network: Network,
    public host: string,
    public secure: boolean,
    public certificate: string | null,
    readonly listener: string,
    public deadline: number,
  ) {
    this.peer = host;
  }

  /** What numerics call it: its nickname, or `*` while it has none. */
  get target(): string {
    return this.user?.nick ?? this.registration?.nick ?? "*";
  }

  /** The name of the host that it comes from, where that is known; null for none. */
  get hostname(): string | null {
    if (this.own !== null) return this.own.hostname;
    return (this.user ?? this.registration)?.hostname ?? null;
  }

  /** The gateway it came through, by its name in the configuration; null for none. */
  get gateway(): string | null {
    if (this.own !== null) return this.own.gateway;
    return (this.user ?? this.registration)?.gateway ?? null;
  }

  /** What its user calls it. */
  get number(): number {
    return this.own?.number ?? 1;
  }

  /** When it was registered, in milliseconds since 1970; 0 before. */
  get openedAt(): number {
    return this.own?.openedAt ?? this.user?.signedOnAt ?? 0;
  }

  /** When its client last said something, in milliseconds since 1970; 0 before it is registered. */
  get activeAt(): number {
    return this.own?.activeAt ?? this.user?.activeAt ?? 0;
  }

  /**
   * Takes what its user calls its device, until it is registered, or logs in later.
   *
   * @param name null for nothing
   */
  nameDevice(name: string | null): void {
    if (name === null || (this.user?.account ?? null) !== null) return;
    this.device = { ...NO_DEVICE, ...this.device, name };
  }

  /** What was said after this is still to be played to its client; null for nothing. */
  get missedSince(): Position | null {
    return this.device?.missedSince ?? null;
  }

  set missedSince(missedSince: Position | null) {
    if (missedSince === this.missedSince) return;
    this.device = { ...NO_DEVICE, ...this.device, missedSince };
  }

  /** The endpoint of the device that its client is on, if that is pushed to; null for none. */
  get pushEndpoint(): string | null {
    return this.device?.pushEndpoint ?? null;
  }

  set pushEndpoint(pushEndpoint: string | null) {
    this.device = { ...NO_DEVICE, ...this.device, pushEndpoint };
  }

  /** The SASL exchange that is under way; null for none. */
  get exchange(): Exchange | null {
    return this.#proving?.exchange ?? null;
  }

  set exchange(exchange: Exchange | null) {
    this.#prove(exchange, this.failures);
  }

  /** Whom it has failed to prove to be, with AUTHENTICATE or OPER, once for each time; null for nobody. */
  get failures(): readonly string[] | null {
    return this.#proving?.failures ?? null;
  }

  set failures(failures: readonly string[] | null) {
    this.#prove(this.exchange, failures);
  }

  #prove(
    exchange: Exchange | null,
    failures: readonly string[] | null,
  ): void {
    const isNothing = exchange === null && failures === null;
    this.#proving = isNothing ? null : { exchange, failures };
  }

  /** The highest version it gave with CAP LS, 0 before. */
  get capVersion(): number {
    return this.#negotiated.version;
  }

  set capVersion(version: number) {
    this.#negotiated = { ...this.#negotiated, version };
  }

  /** The capabilities that its client has asked for and was given. */
  get capabilities(): ReadonlySet<Capability> {
    return this.#negotiated.enabled;
  }

  set capabilities(capabilities: ReadonlySet<Capability>) {
    const effective = effectiveCapabilities(capabilities);
    this.#negotiated = {
      version: this.capVersion,
      enabled: capabilities,
      effective,
    };
    this.#tagBits = tagBitsOf(effective);
  }

  /** The tags that its capabilities bring, as the sum of their bits. */
  get tagBits(): number {
    return this.#tagBits;
  }

  /** Tells whether the client has asked for a capability and was given it, and all that it needs. */
  has(capability: Capability): boolean {
    return this.#negotiated.effective.has(capability);
  }
}
