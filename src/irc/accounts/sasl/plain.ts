import { fold } from "../../names/casemapping.ts";
import type { Mechanism, Outcome } from "./mechanism.ts";

const FAILURE: Outcome = { kind: "failure" };

// A byte order mark would be part of what was typed.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The client says the name of the account and the password, and that is all.
 *
 * @see RFC 4616
 */
export const plain: Mechanism = {
  name: "PLAIN",
  start() {
    return { kind: "challenge", bytes: new Uint8Array(), state: "" };
  },
  respond(response) {
    const parts = decode(response)?.split("\0") ?? [];
    if (parts.length !== 3) return FAILURE;
    const [authorizedAs, account, password] = parts;
    if (account === "" || password === "") return FAILURE;
    // Nobody may act as somebody else.
    if (authorizedAs !== "" && fold(authorizedAs) !== fold(account)) {
      return FAILURE;
    }
    return { kind: "check", account, password };
  },
};

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
