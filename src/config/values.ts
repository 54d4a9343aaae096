import * as v from "valibot";

/** A table that has no other keys; unlike a strictObject it names all that are unknown. */
export function table<const TEntries extends v.ObjectEntries>(
  entries: TEntries,
) {
  const unknown = v.pipe(v.unknown(), v.check(() => false, "is no setting"));
  return v.objectWithRest(entries, unknown);
}
