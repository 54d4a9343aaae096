import type { Network } from "../state/network.ts";
import type { RecordKind, RecordKinds, RecordName } from "../state/records.ts";
import type { KeptChange } from "../state/request.ts";

// A record has changed at once, but the change may have to be undone: until it is known that it is written, what was
// there before may come back.

/** Gives the changes of records that may have to be undone, in the order in which they were made. */
export function* pendingChanges(
  { requests }: Pick<Network, "requests">,
): Generator<KeptChange> {
  for (const { kept } of requests.values()) {
    if (kept !== null) yield* kept;
  }
}

/** Tells whether a record has changed, and that may have to be undone. */
export function isPending(
  network: Pick<Network, "requests">,
  { key, kind }: RecordName,
): boolean {
  return pendingChanges(network)
    .some(({ made }) => made.kind === kind && made.key === key);
}

/** Gives the records of a kind that may come back, in place of what there is. */
export function* mayComeBack<Kind extends RecordKind>(
  network: Pick<Network, "requests">,
  kind: Kind,
): Generator<RecordKinds[Kind]> {
  for (const { undo: { kind: other, value } } of pendingChanges(network)) {
    if (other === kind && value !== null) yield value as RecordKinds[Kind];
  }
}
