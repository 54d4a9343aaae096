import type { PendingCode } from "./state/account.ts";
import type { SessionId } from "./state/session_id.ts";
import type { Notice } from "./state/notice.ts";
import type { Change } from "./state/records.ts";

/**
 * What the core asks of the shell: whatever takes time or reaches outside. An effect is a value. It is carried
 * out when the core has applied the input, before any output leaves. Where several machines apply the same
 * inputs, an effect with an `owner` is carried out by the machine that has this session, any other by all.
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
    /** Send somebody a code, by mail */
    readonly kind: "send-code";
    readonly owner: SessionId;
    /** What the code is good for */
    readonly purpose: PendingCode["purpose"];
    /** The name of the account that it is for */
    readonly account: string;
    readonly email: string;
    readonly code: string;
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
