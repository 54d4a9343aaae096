import type { SessionId } from "./state/session_id.ts";
import type { Notice } from "./state/notice.ts";
import type { ServerBan } from "./state/server_ban.ts";

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
    /** Keep these server bans in place of those kept before; the answer to `request` tells if they are */
    readonly kind: "save-bans";
    readonly request: number;
    readonly bans: readonly ServerBan[];
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
