import { assertExists } from "@std/assert";
import type { Mail } from "../../src/irc/state/mail.ts";

/** Reads the code in a mail. */
export function codeIn(mail: Pick<Mail, "text"> | undefined): string {
  const [, code] = /^The code is ([0-9a-f]{16})\. /m.exec(mail?.text ?? "") ??
    [];
  assertExists(code, "there is a mail with a code");
  return code;
}
