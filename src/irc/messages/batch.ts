import {
  FAIL_INVALID_REFTAG,
  FAIL_MULTILINE_INVALID,
  FAIL_MULTILINE_INVALID_TARGET,
  FAIL_UNKNOWN_TYPE,
} from "../wire/standard_replies.ts";
import type { Command, UserContext } from "../session/context.ts";
import type { ClientBatch } from "../state/session_state.ts";
import { type BatchFailure, MULTILINE } from "../session/client_batch.ts";
import { relayedTags } from "./client_tags.ts";
import { deliverUtterance } from "./deliver.ts";
import { MultilineUtterance } from "./multiline.ts";
import { answerApart, postpone } from "../session/answer.ts";
import { failBatch, failureAtEnd, openBatch } from "../session/client_batch.ts";

/** @see IRCv3 client-batch; IRCv3 multiline */
export const batch: Command = {
  name: "BATCH",
  parameters: 1,
  registered: true,
  capability: MULTILINE,
  syntax: "+<reference> draft/multiline <target> | -<reference>",
  help: "Begins and ends a message of several lines.",
  run(context, [signed, type = "", target = ""]) {
    const reference = signed.slice(1);
    if (signed[0] === "+") begin(context, reference, type, target);
    else if (signed[0] === "-") end(context, reference);
    else context.fail(FAIL_INVALID_REFTAG, signed);
  },
};

/** A batch that is refused is kept as one that failed, so that its lines are dropped. */
function begin(
  context: UserContext,
  reference: string,
  type: string,
  target: string,
): void {
  const { at, limits, network, session, tags } = context;
  const open = openBatch(session);
  if (open !== null) {
    return failBatch(network, session, open, [FAIL_MULTILINE_INVALID]);
  }
  const begun: ClientBatch = {
    reference,
    target,
    label: postpone(session),
    clientTags: relayedTags(context, tags),
    deadline: at + limits.batchSeconds * 1000,
    command: null,
    lines: [],
    bytes: 0,
    hasFailed: false,
  };
  const failure = failureAtStart(context, begun, type);
  if (failure !== null) return failBatch(network, session, begun, failure);
  network.setBatch(session, begun);
}

function failureAtStart(
  { tags }: UserContext,
  { reference, target }: ClientBatch,
  type: string,
): BatchFailure | null {
  if (!isReference(reference)) return [FAIL_INVALID_REFTAG, reference];
  if (type !== MULTILINE) return [FAIL_UNKNOWN_TYPE, reference, type];
  if (tags.has("batch") || target === "") return [FAIL_MULTILINE_INVALID];
  if (target.includes(",")) {
    return [FAIL_MULTILINE_INVALID_TARGET, target, target];
  }
  return null;
}

/** @see IRCv3 batch, "The `BATCH` verb" */
function isReference(text: string): boolean {
  return /^[a-z\d-]+$/i.test(text);
}

function end(context: UserContext, reference: string): void {
  const { network, session } = context;
  const { clientBatch: batch } = session;
  if (batch === null) {
    const [reply, ...params]: BatchFailure = isReference(reference)
      ? [FAIL_MULTILINE_INVALID]
      : [FAIL_INVALID_REFTAG, reference];
    return context.fail(reply, ...params);
  }
  const isItsEnd = batch.reference === reference;
  if (!batch.hasFailed) {
    const failure = isItsEnd
      ? failureAtEnd(network, batch)
      : [FAIL_MULTILINE_INVALID] as const;
    if (failure === null) deliver(context, batch);
    else failBatch(network, session, batch, failure);
  }
  if (isItsEnd) network.setBatch(session, null);
}

function deliver(
  context: UserContext,
  { command, clientTags, label, lines, target }: ClientBatch,
): void {
  const { session } = context;
  const said = new MultilineUtterance(
    command ?? "PRIVMSG",
    lines,
    clientTags,
  );
  answerApart(session, label, () => deliverUtterance(context, target, said));
}
