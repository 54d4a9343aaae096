import type { Capability } from "./wire/capabilities.ts";
import type { OutgoingMessage } from "./wire/message.ts";
import type { User } from "./user.ts";

/** Where a session's output goes. The shell supplies it, and gathers what one turn writes. */
export interface Sink {
  /** @param message one line; the same one may go to many sinks */
  write(message: OutgoingMessage): void;
  /** Sends what was written, then ends the connection. */
  close(): void;
}

/** What a connection has said of itself before it is registered. */
export interface Registration {
  nick: string | null;
  username: string | null;
  realname: string;
  /** The last PASS */
  password: string | null;
  /** True from CAP LS or CAP REQ until CAP END */
  negotiating: boolean;
}

/** What has gone one way over a connection. */
export interface Traffic {
  lines: number;
  /** CR LF included; to count bytes would cost each line more than it is worth */
  characters: number;
}

/** What OPER was given, and what its password is checked against. */
export interface OperatorClaim {
  readonly name: string;
  readonly passwordHash: string;
}

/** How far a session is between one PING and the next. */
export type Keepalive = "registering" | "answered" | "pinged" | "reminded";

/** One connection. A user is a person on the network; today each has one session. */
export class Session {
  /** Its user once it is registered. */
  user: User | null = null;
  /** What it has said of itself; null once it is registered. */
  registration: Registration | null = {
    nick: null,
    username: null,
    realname: "",
    password: null,
    negotiating: false,
  };
  /** The highest version it gave with CAP LS, 0 before. */
  capVersion = 0;
  /** The capabilities that it has asked for and was given; null for none. */
  capabilities: Set<Capability> | null = null;
  /** The nicknames it watches, by their folded form; null for none. */
  monitored: Map<string, string> | null = null;
  /** The operator it wants to become, while the shell checks its password. */
  claim: OperatorClaim | null = null;
  /** The lines it has sent since then, which wait; null for none. */
  held: string[] | null = null;
  /** What has gone to its client. */
  readonly sent: Traffic = { lines: 0, characters: 0 };
  /** What has come from its client. */
  readonly received: Traffic = { lines: 0, characters: 0 };
  keepalive: Keepalive = "registering";
  /** When it was last sent PING, in milliseconds since 1970. */
  pingedAt = 0;

  /**
   * @param id the number the shell gave it
   * @param host its address in the form of {@linkcode asHost}
   * @param secure true if it came over TLS
   * @param sink where its output goes
   * @param deadline when the keepalive must next look at it, in milliseconds since 1970
   */
  constructor(
    readonly id: number,
    readonly host: string,
    readonly secure: boolean,
    readonly sink: Sink,
    public deadline: number,
  ) {}

  /** What numerics call it: its nickname, or `*` while it has none. */
  get target(): string {
    return this.user?.nick ?? this.registration?.nick ?? "*";
  }

  /**
   * @param capability a capability
   * @returns true if the client has asked for it and was given it
   */
  has(capability: Capability): boolean {
    return this.capabilities?.has(capability) ?? false;
  }

  /** @param message one line for this client */
  send(message: OutgoingMessage): void {
    this.sent.lines++;
    this.sent.characters += message.text.length + 2;
    this.sink.write(message);
  }
}
