import type { Mail } from "./state/mail.ts";
import type { PushSubscription, PushUrgency } from "./state/push.ts";
import type { SearchQuery } from "./state/search.ts";
import type { SessionId } from "./state/session_id.ts";
import type { Jot } from "./state/jot.ts";
import type { Notice } from "./state/notice.ts";
import type { Change } from "./state/records.ts";

/** What a client shows who wants to log in, and where it comes from. */
export interface LoginClaim {
  /** The account that it names; null for none */
  readonly account: string | null;
  /** Null where its certificate is all that it shows */
  readonly password: string | null;
  /** The SHA-256 of its certificate, in hexadecimal; null for none */
  readonly certificate: string | null;
  readonly address: string;
  readonly listener: string;
  readonly secure: boolean;
}

/**
 * What the core asks of the shell: whatever takes time or reaches outside. An effect is a value. It is carried
 * out when the core has applied the input, before any output leaves. Where several machines apply the same
 * inputs, an effect with an `owner` is carried out by the machine that has this session, by one of them if that is
 * "", any other by all.
 */
export type Effect =
  | {
    /** Check a password; the outcome comes back as the answer to `request` */
    readonly kind: "check-password";
    readonly owner: SessionId;
    readonly request: number;
    readonly passwordHash: string;
    readonly password: string;
  }
  | {
    /**
     * Find out whether a login is right: ask the authenticator outside of the
     * server, if there is one, and if that does not say so, check the password.
     * The answer to `request` is a `LoginOutcome`, or null
     */
    readonly kind: "check-login";
    readonly owner: SessionId;
    readonly request: number;
    readonly claim: LoginClaim;
    /** What the password is checked against */
    readonly passwordHash: string | null;
  }
  | {
    /** Find out whom a token is for; the answer to `request` is a `LoginOutcome`, or null */
    readonly kind: "check-token";
    readonly owner: SessionId;
    readonly request: number;
    readonly token: string;
  }
  | {
    /** Hash a password; the answer to `request` is a `HashedPassword`, or null if it cannot be hashed */
    readonly kind: "hash-password";
    readonly owner: SessionId;
    readonly request: number;
    readonly password: string;
  }
  | {
    /** Draw chance that nobody can guess; the answer to `request` is 32 hexadecimal digits */
    readonly kind: "draw-secret";
    readonly owner: SessionId;
    readonly request: number;
  }
  | {
    /** Send a mail; the answer to `request` tells if somebody has taken it. Nobody waits for that */
    readonly kind: "send-mail";
    readonly owner: SessionId;
    readonly request: number;
    readonly mail: Mail;
  }
  | {
    /** Push a line to a device while that is wanted; the answer to `request` is a `PushOutcome`. Nobody waits for that */
    readonly kind: "push";
    readonly owner: SessionId;
    readonly request: number;
    readonly to: Pick<PushSubscription, "endpoint" | "p256dh" | "auth">;
    /** With its tags, without CR LF */
    readonly line: string;
    readonly urgency: PushUrgency;
    /** True if it is tried again where the push service cannot take it now */
    readonly isRepeated: boolean;
  }
  | {
    /** Look for messages; the answer to `request` is a `SearchOutcome`, or null if that cannot be done now */
    readonly kind: "search";
    readonly owner: SessionId;
    readonly request: number;
    readonly query: SearchQuery;
  }
  | {
    /**
     * Write these records, all or none. The answer to `request` tells if that is
     * done: it comes before any output leaves, and before any other input
     */
    readonly kind: "store";
    readonly request: number;
    readonly changes: readonly Change[];
  }
  | {
    /** Write these down soon, in this order; nobody waits for it */
    readonly kind: "jot";
    readonly jots: readonly Jot[];
  }
  | {
    /** Read the configuration again; the outcome comes back as the input `settings` */
    readonly kind: "reload";
    readonly owner: SessionId;
  }
  | {
    /** End the server; or let a new process of the program take over */
    readonly kind: "stop" | "upgrade";
    readonly owner: SessionId;
  }
  | {
    /** Log what has happened; operators are told of it already */
    readonly kind: "log";
    readonly notice: Notice;
  }
  | {
    /** Report a fault of ours, which has ended the session that met it, if one did */
    readonly kind: "fault";
    /** The input that caused it, without what must not be logged */
    readonly cause: string;
    readonly error: unknown;
  };
