import { fold, upperCase } from "../names/casemapping.ts";
import type { Message } from "../wire/message.ts";
import {
  FAIL_BATCH_TIMEOUT,
  FAIL_INVALID_UTF8,
  FAIL_MULTILINE_INVALID,
  FAIL_MULTILINE_INVALID_TARGET,
  FAIL_MULTILINE_MAX_BYTES,
  FAIL_MULTILINE_MAX_LINES,
  type StandardReply,
  standardReply,
} from "../wire/standard_replies.ts";
import type { Tags } from "../wire/tags.ts";
import { byteLength } from "../names/text.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";
import type { BatchLine } from "../state/batch_line.ts";
import type { ClientBatch } from "../state/session_state.ts";
import { answerApart } from "./answer.ts";
import { send } from "./send.ts";

/** The name of the batch type for a message of several lines, and of its capability. */
export const MULTILINE = "draft/multiline";

/** The tag of a line that goes on where the line before it ends. */
export const CONCAT = "draft/multiline-concat";

/** What a message of several lines may be made of. */
const SPEECH = ["PRIVMSG", "NOTICE"];

/** Why a batch fails, and the parameters that tell more. */
export type BatchFailure = readonly [StandardReply, ...string[]];

/** Finds the batch that takes the lines of a client; null if it has begun none, or the batch has failed. */
export function openBatch({ clientBatch: batch }: Session): ClientBatch | null {
  return batch === null || batch.hasFailed ? null : batch;
}

/**
 * Tells a client that its batch failed, once, under the label of the batch: what else comes of it is dropped.
 *
 * @see IRCv3 client-batch, "Errors"
 */
export function failBatch(
  network: Network,
  session: Session,
  batch: ClientBatch,
  [reply, ...params]: BatchFailure,
): void {
  const { serverName } = network.settings;
  network.setBatch(session, { ...batch, lines: [], hasFailed: true });
  answerApart(session, batch.label, () => {
    send(session, standardReply(serverName, "BATCH", reply, params));
  });
}

/** Lets a client's batch fail, if one is open: a line was lost that may have been one of the batch's. */
export function loseLine(network: Network, session: Session): void {
  const batch = openBatch(session);
  if (batch === null) return;
  failBatch(network, session, batch, [FAIL_MULTILINE_INVALID]);
}

/**
 * Takes a line with a `batch` tag as one of the batch that its client is sending. The lines of a batch that
 * failed are dropped, and with them those of a batch within it.
 *
 * @param isUtf8 false if the text of the line cannot be known
 * @returns false if the client is sending no batch: the line is still to be carried out
 * @see IRCv3 multiline, "Batch types"
 */
export function takeBatchLine(
  network: Network,
  session: Session,
  message: Message,
  tags: Tags,
  isUtf8: boolean,
): boolean {
  if (session.clientBatch === null) return false;
  const batch = openBatch(session);
  if (batch === null) return true;
  const failure = isUtf8
    ? add(network, batch, message, tags)
    : [FAIL_INVALID_UTF8] as const;
  if (failure !== null) failBatch(network, session, batch, failure);
  return true;
}

/**
 * Refuses a line with a `batch` tag where its client has begun no batch.
 *
 * @returns true if it is refused; other commands than PRIVMSG and NOTICE are carried out
 * @see IRCv3 multiline, "Errors"
 */
export function refusesStray(
  { settings: { serverName } }: Network,
  session: Session,
  message: Message,
): boolean {
  const isSpeech = SPEECH.includes(upperCase(message.command));
  if (!isSpeech || session.user === null || !session.has(MULTILINE)) {
    return false;
  }
  send(session, standardReply(serverName, "BATCH", FAIL_MULTILINE_INVALID, []));
  return true;
}

function add(
  network: Network,
  batch: ClientBatch,
  message: Message,
  tags: Tags,
): BatchFailure | null {
  const command = upperCase(message.command);
  const [target, text] = message.params;
  if (isOverdue(network, batch)) return timeout(batch);
  if (
    tags.get("batch") !== batch.reference || !SPEECH.includes(command) ||
    command !== (batch.command ?? command) || text === undefined
  ) return [FAIL_MULTILINE_INVALID];
  if (fold(target) !== fold(batch.target)) {
    return [FAIL_MULTILINE_INVALID_TARGET, batch.target, target];
  }
  batch.command = command;
  network.countCommand(command);
  // The first line has nothing to go on from.
  const isConcat = tags.has(CONCAT) && batch.lines.length > 0;
  return addText(network, batch, { text, isConcat });
}

function addText(
  { settings: { limits } }: Network,
  batch: ClientBatch,
  line: BatchLine,
): BatchFailure | null {
  const { text, isConcat } = line;
  const { multilineBytes, multilineLines } = limits;
  if (isConcat && text === "") return [FAIL_MULTILINE_INVALID];
  batch.bytes += byteLength(text);
  if (batch.lines.length > 0 && !isConcat) batch.bytes++;
  batch.lines.push(line);
  if (batch.bytes > multilineBytes) {
    return [FAIL_MULTILINE_MAX_BYTES, String(multilineBytes)];
  }
  if (batch.lines.length > multilineLines) {
    return [FAIL_MULTILINE_MAX_LINES, String(multilineLines)];
  }
  return null;
}

/**
 * Tells why a batch that has come to its end cannot be delivered; null if it can be.
 *
 * @see IRCv3 multiline, "Tags" and "Errors"
 */
export function failureAtEnd(
  network: Network,
  batch: ClientBatch,
): BatchFailure | null {
  if (isOverdue(network, batch)) return timeout(batch);
  const isBlank = batch.lines.every(({ text }) => text === "");
  return isBlank ? [FAIL_MULTILINE_INVALID] : null;
}

function isOverdue({ at }: Network, { deadline }: ClientBatch): boolean {
  return at >= deadline;
}

function timeout({ reference }: ClientBatch): BatchFailure {
  return [FAIL_BATCH_TIMEOUT, reference];
}

/** Lets a client's batch fail if it has been open for too long. */
export function expireBatch(network: Network, session: Session): void {
  const batch = openBatch(session);
  if (batch !== null && isOverdue(network, batch)) {
    failBatch(network, session, batch, timeout(batch));
  }
}
