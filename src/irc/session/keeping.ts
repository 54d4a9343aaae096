import { NOTICE_KINDS } from "../modes/index.ts";
import type { Network } from "../state/network.ts";
import { eraseGone } from "../state/parties.ts";
import type { Change, RecordName } from "../state/records.ts";
import type {
  Request,
  RequestKindFor,
  RequestKinds,
  RequestOf,
} from "../state/request.ts";
import type { Session } from "../state/session.ts";
import { notice, tellByNotice } from "./notices.ts";
import { startWaiting } from "./waiting.ts";
import { STORE_WORK } from "./work.ts";

/** Milliseconds until what could not be written is tried again. */
const RETRY_MS = 30_000;

/**
 * Changes records that must be written before anybody is told of it. They change
 * at once, so that nobody else takes a name meanwhile; the lines that the client
 * sends from now on wait. Then {@linkcode Protocol.answered} goes on: with true
 * once they are written; with false if they cannot be, and then they are again
 * what they were before.
 *
 * @param session the client that is told; null for none
 * @param kind what is gone on with
 * @param data what whoever goes on needs: plain data
 */
export function keep<Kind extends RequestKindFor<boolean>>(
  network: Network,
  session: Session | null,
  changes: readonly Change[],
  kind: Kind,
  data: RequestKinds[Kind]["data"],
): void {
  const kept = changes.map((made) => ({
    made,
    undo: network.records.set(made),
  }));
  const request = startWaiting(network, session, kind, data, kept);
  store(network, request, changes);
}

/** Has records written before anything leaves that is told from now on. */
function store(
  network: Network,
  request: number,
  changes: readonly Change[],
): void {
  network.isStoring = true;
  network.work += STORE_WORK;
  network.effects.push({ kind: "store", request, changes });
}

/** Takes back what could not be written, where that is still what there is. */
export function undoChanges(network: Network, { kept }: Request): void {
  if (kept === null) return;
  for (const { made, undo } of kept.toReversed()) {
    if (isSame(network.records.current(made), made)) network.records.set(undo);
    else undoFurther(network, made, undo);
  }
}

/** Who has changed it meanwhile does not bring back what was never written. */
function undoFurther(network: Network, made: Change, undo: Change): void {
  for (const { kept } of network.requests.values()) {
    for (const change of kept ?? []) {
      const isMeant = change.made.kind === made.kind &&
        change.made.key === made.key && isSame(change.undo, made);
      if (isMeant) change.undo = undo;
    }
  }
}

/** Both are plain data with the same order of keys, wherever they have been. */
function isSame(one: Change, other: Change): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}

/**
 * Changes records that nobody waits for. They hold even if they cannot be
 * written, which operators are told once; that is tried again with the next such
 * change, and from time to time. It goes before what tells of them: so that they
 * are written before that leaves.
 *
 * @param by the client that asked for it, which is told as well; null for none
 */
export function note(
  network: Network,
  changes: readonly Change[],
  by: Session | null = null,
): void {
  const kept = changes.map((made) => ({
    made,
    undo: network.records.set(made),
  }));
  eraseGone(network, kept);
  write(network, changes, by);
}

/** Writes records as they are now, and all that could not be written before. */
function write(
  network: Network,
  records: readonly RecordName[],
  by: Session | null,
): void {
  const { unwritten } = network.records;
  const all = new Map(unwritten);
  for (const { kind, key } of records) all.set(`${kind} ${key}`, { kind, key });
  const names = [...all.values()];
  const changes = names.map((name) => network.records.current(name));
  const request = network.nextId();
  network.requests.set(request, {
    kind: "note",
    session: by?.id ?? "",
    label: null,
    data: names,
    kept: null,
  });
  store(network, request, changes);
}

/** Goes on once records are written that nobody waits for, or cannot be. */
export function noted(
  network: Network,
  session: Session | undefined,
  { data: names }: RequestOf<"note">,
  isWritten: boolean,
): void {
  const { records } = network;
  const { unwritten } = records;
  const wasAllWritten = unwritten.size === 0;
  for (const { kind, key } of names) {
    if (isWritten) unwritten.delete(`${kind} ${key}`);
    else unwritten.set(`${kind} ${key}`, { kind, key });
  }
  if (isWritten) {
    if (wasAllWritten || unwritten.size > 0) return;
    return notice(network, "server", "What could not be saved is saved now");
  }
  records.retryAt = network.at + RETRY_MS;
  const text = "What was changed holds, but cannot be saved for the next " +
    "start; that is tried again";
  if (session !== undefined) tellAsker(session, text, wasAllWritten);
  if (wasAllWritten) notice(network, "server", text);
}

/** Unless it gets the notice that operators get. */
function tellAsker(session: Session, text: string, isNoticed: boolean): void {
  const getsNotices = session.user?.notices.includes(
    NOTICE_KINDS.server.letter,
  );
  if (isNoticed && getsNotices) return;
  tellByNotice(session, `*** ${text}`);
}

/** Tries again to write what could not be written, when it is time to. */
export function retryNotes(network: Network): void {
  const { records } = network;
  if (records.unwritten.size === 0 || network.at < records.retryAt) return;
  records.retryAt = network.at + RETRY_MS;
  write(network, [], null);
}
