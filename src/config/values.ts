import * as v from "valibot";
import { parseBlock } from "../irc/names/address.ts";
import { INVISIBLE_CHARACTERS } from "../irc/names/invisible.ts";

/** One line that is not empty. */
export const text = v.pipe(
  v.string("must be text"),
  v.minLength(1, "must not be empty"),
  v.maxLength(300, "must be at most 300 characters"),
  v.regex(/^[^\0\r\n]+$/, "must be one line"),
);

/** A whole number within bounds, with what it counts as the fault names it. */
export function wholeNumber(least: number, most: number, unit = "") {
  const message = `must be a whole number${unit} from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
}

/** A time that is not 0, and at most a day. */
export const seconds = wholeNumber(1, 86_400, " of seconds");

/** A TCP port; 0 lets the system choose. */
export const port = wholeNumber(0, 65_535);

/** A name that stands in a line beside others. */
export const word = v.pipe(
  text,
  v.maxLength(63, "must be at most 63 characters"),
  v.regex(
    new RegExp(`^[^${INVISIBLE_CHARACTERS}:=,]+$`, "u"),
    "must be one word without : = and ,",
  ),
);

/** An address, or a CIDR block. */
export const block = v.pipe(
  text,
  v.check(
    (value) => parseBlock(value) !== null,
    "must be an address or a CIDR block, like 192.0.2.0/24",
  ),
);

/** Addresses and CIDR blocks. */
export const blocks = v.array(block, "must be a list of addresses");

/** What stands for the other end of a Unix socket, in a list of proxies. */
export const UNIX = "unix";

/** Proxies: addresses, CIDR blocks, and {@linkcode UNIX}. */
export const proxies = v.array(
  v.pipe(
    text,
    v.check(
      (value) => value === UNIX || parseBlock(value) !== null,
      `must be an address, a CIDR block like 192.0.2.0/24, or "${UNIX}"`,
    ),
  ),
  "must be a list of addresses",
);

/** What a certificate is known by, as tools print it: with colons or without. */
export const certificate = v.pipe(
  text,
  v.transform((value) => value.replaceAll(":", "")),
  v.regex(/^[0-9a-f]{64}$/i, "must be a SHA-256 of 64 hexadecimal digits"),
  v.toLowerCase(),
);

/** True or false. */
export const yesOrNo = v.boolean("must be true or false");

/** A table that has no other keys; unlike a strictObject it names all that are unknown. */
export function table<const TEntries extends v.ObjectEntries>(
  entries: TEntries,
) {
  const unknown = v.pipe(v.unknown(), v.check(() => false, "is no setting"));
  return v.objectWithRest(entries, unknown);
}

/** An array of tables, where the file has any. */
export function tables<const TSchema extends v.GenericSchema>(schema: TSchema) {
  return v.optional(v.array(schema, "must be [[tables]]"), []);
}
