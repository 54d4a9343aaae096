import { message, type OutgoingMessage } from "./outgoing.ts";
import { fillReply } from "./numerics.ts";
import { byteLength, truncate } from "../names/text.ts";
import { MAX_LINE_BYTES } from "./message.ts";

/** What a part of the context may have where there is no room for all: as long as the longest name of a channel. */
const MAX_CONTEXT_BYTES = 160;

const MAX_BYTES = MAX_LINE_BYTES - 2;

/** A reply that has a name and no number. */
export interface StandardReply {
  /** A failure, a warning, or something to know */
  readonly type: "FAIL" | "WARN" | "NOTE";
  /** What programs know it by */
  readonly code: string;
  /** What people read, in which each `%s` takes one of the last parameters */
  readonly text: string;
}

/**
 * Writes a standard reply.
 *
 * @param command the command that is answered, `*` for none
 * @param params its context, then one for each `%s` of its text. What a client
 *   sent is made to fit: only its first word counts, an empty one becomes `*`,
 *   and where there is no room for all, a long one is cut
 * @see IRCv3 standard-replies
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const { text } = standardReply("irc.test", "BATCH", FAIL_UNKNOWN_TYPE, ["x"]);
 * assertEquals(text, ":irc.test FAIL BATCH UNKNOWN_TYPE x :Unknown batch type");
 * ```
 */
export function standardReply(
  server: string,
  command: string,
  { type, code, text }: StandardReply,
  params: readonly string[],
): OutgoingMessage {
  const [middle, filled] = fillReply(text, params);
  const write = (context: readonly string[]) =>
    message(server, type, [command, code, ...context], filled);
  const whole = write(middle);
  if (byteLength(whole.text) <= MAX_BYTES) return whole;
  // The text must be there too.
  return write(middle.map((param) => truncate(param, MAX_CONTEXT_BYTES)));
}

export const FAIL_ACCOUNT_EXISTS: StandardReply = {
  type: "FAIL",
  code: "ACCOUNT_EXISTS",
  text: "Somebody else has that name",
};
export const FAIL_ACCOUNT_NAME_MUST_BE_NICK: StandardReply = {
  type: "FAIL",
  code: "ACCOUNT_NAME_MUST_BE_NICK",
  text: "An account is called what you are called: choose the nickname first",
};
export const FAIL_ACCOUNT_FIXED: StandardReply = {
  type: "FAIL",
  code: "UNKNOWN_ERROR",
  text: "Your account is set in the configuration of the server",
};
export const FAIL_NOT_LOGGED_IN: StandardReply = {
  type: "FAIL",
  code: "ACCOUNT_REQUIRED",
  text: "You must log in to an account first",
};
export const FAIL_UNSAVED: StandardReply = {
  type: "FAIL",
  code: "UNKNOWN_ERROR",
  text: "It cannot be saved now",
};
export const FAIL_ACCOUNT_REQUIRED: StandardReply = {
  type: "FAIL",
  code: "ACCOUNT_REQUIRED",
  text: "You must log in with SASL here",
};
export const FAIL_ALREADY_AUTHENTICATED: StandardReply = {
  type: "FAIL",
  code: "ALREADY_AUTHENTICATED",
  text: "You are logged in to an account already",
};
export const FAIL_BAD_ACCOUNT_NAME: StandardReply = {
  type: "FAIL",
  code: "BAD_ACCOUNT_NAME",
  text: "No account can have that name",
};
export const FAIL_BATCH_TIMEOUT: StandardReply = {
  type: "FAIL",
  code: "TIMEOUT",
  text: "The batch was open for too long",
};
export const FAIL_CANNOT_CHANGE_REALNAME: StandardReply = {
  type: "FAIL",
  code: "CANNOT_CHANGE_REALNAME",
  text: "Cannot change your real name because of a channel that you are on",
};
export const FAIL_CANNOT_RENAME_LARGE: StandardReply = {
  type: "FAIL",
  code: "CANNOT_RENAME",
  text: "Too many members have clients that know no RENAME",
};
export const FAIL_CANNOT_RENAME_TO: StandardReply = {
  type: "FAIL",
  code: "CANNOT_RENAME",
  text: "The new name is no name for a channel",
};
export const FAIL_CANNOT_RENAME_YET: StandardReply = {
  type: "FAIL",
  code: "CANNOT_RENAME",
  text: "The channel was renamed less than a minute ago",
};
export const FAIL_CHANNEL_NAME_IN_USE: StandardReply = {
  type: "FAIL",
  code: "CHANNEL_NAME_IN_USE",
  text: "The channel name is already taken",
};
export const FAIL_COMPLETE_CONNECTION: StandardReply = {
  type: "FAIL",
  code: "COMPLETE_CONNECTION_REQUIRED",
  text: "Finish connecting first",
};
export const FAIL_HISTORY_TARGET: StandardReply = {
  type: "FAIL",
  code: "INVALID_TARGET",
  text: "Messages could not be retrieved",
};
export const FAIL_INVALID_CODE: StandardReply = {
  type: "FAIL",
  code: "INVALID_CODE",
  text: "The code is wrong, or too old",
};
export const FAIL_INVALID_EMAIL: StandardReply = {
  type: "FAIL",
  code: "INVALID_EMAIL",
  text: "An e-mail address is needed here",
};
export const FAIL_INVALID_KEY: StandardReply = {
  type: "FAIL",
  code: "INVALID_KEY",
  text: "Not a key of metadata",
};
export const FAIL_INVALID_LIMIT: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Invalid limit",
};
export const FAIL_INVALID_MSGID: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Invalid msgid",
};
export const FAIL_INVALID_MSGREFTYPE: StandardReply = {
  type: "FAIL",
  code: "INVALID_MSGREFTYPE",
  text: "References are timestamp=... and msgid=...",
};
export const FAIL_INVALID_NICK: StandardReply = {
  type: "FAIL",
  code: "INVALID_NICK",
  text: "Nobody who is relayed can be called so: a nickname with a / is needed",
};
export const FAIL_INVALID_PARAMS: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Invalid parameters",
};
export const FAIL_INVALID_TOKEN: StandardReply = {
  type: "FAIL",
  code: "INVALID_TOKEN",
  text: "Nobody can be resumed with that token",
};
export const FAIL_INVALID_REALNAME: StandardReply = {
  type: "FAIL",
  code: "INVALID_REALNAME",
  text: "Realname is not valid",
};
export const FAIL_INVALID_REFTAG: StandardReply = {
  type: "FAIL",
  code: "INVALID_REFTAG",
  text: "A reference tag has letters, digits and hyphens and nothing else",
};
export const FAIL_INVALID_UTF8: StandardReply = {
  type: "FAIL",
  code: "INVALID_UTF8",
  text: "The line was dropped: this network takes UTF-8 and nothing else",
};
export const FAIL_INVALID_TIMESTAMP: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Invalid timestamp",
};
export const FAIL_INVALID_VALUE: StandardReply = {
  type: "FAIL",
  code: "INVALID_VALUE",
  text: "The value is longer than %s bytes",
};
export const FAIL_KEY_NO_PERMISSION: StandardReply = {
  type: "FAIL",
  code: "KEY_NO_PERMISSION",
  text: "You do not have permission to do that",
};
export const FAIL_LIMIT_REACHED: StandardReply = {
  type: "FAIL",
  code: "LIMIT_REACHED",
  text: "There are as many keys as there may be",
};
export const FAIL_MAIL_NOT_SENT: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text:
    "The mail with the code cannot be sent: look at the address, or try again later",
};
export const FAIL_MAIL_TOO_OFTEN: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text: "Too much mail was asked for, wait until tomorrow",
};
export const FAIL_MESSAGE_ERROR: StandardReply = {
  type: "FAIL",
  code: "MESSAGE_ERROR",
  text: "Messages could not be retrieved",
};
export const FAIL_METADATA_INVALID_TARGET: StandardReply = {
  type: "FAIL",
  code: "INVALID_TARGET",
  text: "There is no such target",
};
export const FAIL_MULTILINE_INVALID: StandardReply = {
  type: "FAIL",
  code: "MULTILINE_INVALID",
  text: "Invalid multiline batch",
};
export const FAIL_MULTILINE_INVALID_TARGET: StandardReply = {
  type: "FAIL",
  code: "MULTILINE_INVALID_TARGET",
  text: "Invalid multiline target",
};
export const FAIL_MULTILINE_MAX_BYTES: StandardReply = {
  type: "FAIL",
  code: "MULTILINE_MAX_BYTES",
  text: "Multiline batch max-bytes exceeded",
};
export const FAIL_MULTILINE_MAX_LINES: StandardReply = {
  type: "FAIL",
  code: "MULTILINE_MAX_LINES",
  text: "Multiline batch max-lines exceeded",
};
export const FAIL_NEED_MORE_PARAMS: StandardReply = {
  type: "FAIL",
  code: "NEED_MORE_PARAMS",
  text: "Missing parameters",
};
export const FAIL_NEED_NICK: StandardReply = {
  type: "FAIL",
  code: "NEED_NICK",
  text: "Choose a nickname first",
};
export const FAIL_PRIVS_NEEDED: StandardReply = {
  type: "FAIL",
  code: "PRIVS_NEEDED",
  text: "You may not speak for others on that channel",
};
export const FAIL_PUSH_ENDPOINT: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "The endpoint must be the https URL of a push service",
};
export const FAIL_PUSH_FAILED: StandardReply = {
  type: "FAIL",
  code: "INTERNAL_ERROR",
  text: "The push service cannot be reached now, try again later",
};
export const FAIL_PUSH_FORBIDDEN: StandardReply = {
  type: "FAIL",
  code: "FORBIDDEN",
  text: "Log in to an account first: devices belong to accounts",
};
export const FAIL_PUSH_KEYS: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "The keys p256dh and auth are needed, in Base64 for URLs",
};
export const FAIL_PUSH_MOST: StandardReply = {
  type: "FAIL",
  code: "MAX_REGISTRATIONS",
  text: "Your account has as many devices as it may",
};
export const FAIL_PUSH_PARAMETERS: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Too few parameters, or too many",
};
export const FAIL_PUSH_REFUSED: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "The push service does not take a test",
};
export const FAIL_PUSH_SUBCOMMAND: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "There are REGISTER and UNREGISTER",
};
export const FAIL_PUSH_TOR: StandardReply = {
  type: "FAIL",
  code: "FORBIDDEN",
  text: "Nothing is pushed to who comes this way",
};
export const FAIL_RATE_LIMITED: StandardReply = {
  type: "FAIL",
  code: "RATE_LIMITED",
  text: "Too many changes, wait a while",
};
export const FAIL_REDACT_FORBIDDEN: StandardReply = {
  type: "FAIL",
  code: "REDACT_FORBIDDEN",
  text: "You are not allowed to delete this message",
};
export const FAIL_REDACT_INVALID_TARGET: StandardReply = {
  type: "FAIL",
  code: "INVALID_TARGET",
  text: "You cannot delete messages there",
};
export const FAIL_REGISTRATION_CLOSED: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text: "Accounts cannot be registered here",
};
export const FAIL_REGISTRATION_NOT_HERE: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text: "Accounts cannot be registered from where you come",
};
export const FAIL_REGISTRATION_TOO_OFTEN: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text: "Too many accounts were registered from where you are, wait a while",
};
export const FAIL_RESERVED_NAME: StandardReply = {
  type: "FAIL",
  code: "BAD_ACCOUNT_NAME",
  text: "The name is kept for an operator of this server",
};
export const FAIL_SEARCH_FAILED: StandardReply = {
  type: "FAIL",
  code: "INTERNAL_ERROR",
  text: "The search could not be run, try again later",
};
export const FAIL_TOO_FEW_PARAMETERS: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Insufficient parameters",
};
export const FAIL_TOO_MANY_PARAMETERS: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Too many parameters",
};
export const FAIL_TRY_AGAIN: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text: "That cannot be done now, wait a while and try again",
};
export const FAIL_UNACCEPTABLE_EMAIL: StandardReply = {
  type: "FAIL",
  code: "UNACCEPTABLE_EMAIL",
  text: "That e-mail address is not taken here",
};
export const FAIL_TRY_LATER: StandardReply = {
  type: "FAIL",
  code: "TEMPORARILY_UNAVAILABLE",
  text: "The network is under attack: come back later",
};
export const FAIL_UNACCEPTABLE_PASSWORD: StandardReply = {
  type: "FAIL",
  code: "UNACCEPTABLE_PASSWORD",
  text: "A password may have at most 300 bytes",
};
export const FAIL_UNKNOWN_MSGID: StandardReply = {
  type: "FAIL",
  code: "UNKNOWN_MSGID",
  text: "This message does not exist or is too old",
};
export const FAIL_UNKNOWN_SUBCOMMAND: StandardReply = {
  type: "FAIL",
  code: "INVALID_PARAMS",
  text: "Unknown command",
};
export const FAIL_UNKNOWN_TYPE: StandardReply = {
  type: "FAIL",
  code: "UNKNOWN_TYPE",
  text: "Unknown batch type",
};
export const FAIL_WEAK_PASSWORD: StandardReply = {
  type: "FAIL",
  code: "WEAK_PASSWORD",
  text: "The password is too short, or it is the name",
};
export const WARN_SEARCH_INCOMPLETE: StandardReply = {
  type: "WARN",
  code: "INCOMPLETE",
  text: "The search took too long: there may be more",
};
