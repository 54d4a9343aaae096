import type { NoticeKind } from "./modes/notice_kinds.ts";
import type { Outcome } from "./state/request.ts";
import type { SessionId } from "./state/session_id.ts";
import type { Settings } from "./state/settings.ts";

/** Who is at the other end of a connection. */
export interface Peer {
  /** The IPv4 or IPv6 address it comes from; "" where there is none, as on a Unix socket */
  readonly address: string;
  /** True if it came over TLS */
  readonly secure: boolean;
  /** The SHA-256 of the certificate it showed, in hexadecimal digits and lower case; null for none */
  readonly certificate: string | null;
  /** The name of the listener that it came to; "" for one without a name */
  readonly listener: string;
  /** The name of the host, which leads back to the address; null or left out for none */
  readonly hostname?: string | null;
  /** True if it must log in with SASL, whatever the settings say */
  readonly requiresSasl?: boolean;
  /**
   * The hash of the certificate that the server has shown it, in hexadecimal;
   * null or left out for none, and for one of which there is none
   *
   * @see RFC 5929, section 4
   */
  readonly binding?: string | null;
}

/**
 * What the core is told. An input is a value: it can be written to a log, sent to another machine, shrunk to
 * a test. `at` is in milliseconds since 1970; where it is less than it was, time stands still.
 */
export type Input =
  | {
    /** A connection was accepted */
    readonly kind: "open";
    readonly at: number;
    /** An id that no session has had, on any machine */
    readonly session: SessionId;
    readonly peer: Peer;
  }
  | {
    /** A client sent one line */
    readonly kind: "line";
    readonly at: number;
    /** One that has ended says nothing more */
    readonly session: SessionId;
    /** The line without its CR LF */
    readonly text: string;
  }
  | {
    /** A connection went away, or the shell cuts it off */
    readonly kind: "close";
    readonly at: number;
    readonly session: SessionId;
    /** Why, as others see it */
    readonly reason: string;
    /** True if the client is cut off for what it does, or leaves undone */
    readonly isCutOff?: boolean;
    /** True if the client has closed it in order; else what was sent last may be lost */
    readonly isOrderly?: boolean;
    /** True if the lines that wait are carried out first: the client has sent them before it went away */
    readonly afterLines?: boolean;
  }
  | {
    /** Something happened in the shell that operators should know, and that is logged there */
    readonly kind: "notice";
    readonly at: number;
    readonly notice: NoticeKind;
    readonly text: string;
  }
  | {
    /** What came of an effect that has an outcome */
    readonly kind: "answer";
    readonly at: number;
    /** The effect's `request`; one that nobody waits for changes nothing */
    readonly request: number;
    /** As the effect says */
    readonly outcome: Outcome;
  }
  | {
    /** The configuration was read again */
    readonly kind: "settings";
    readonly at: number;
    /** What it says now; null if it has a mistake */
    readonly settings: Settings | null;
    /** What happened, for operators to read */
    readonly text: string;
  }
  | {
    /** Time passed; given each second */
    readonly kind: "tick";
    readonly at: number;
  };
