import { fold } from "../../names/casemapping.ts";
import { FAILURE, type Mechanism, silence, textOf } from "./mechanism.ts";

/**
 * The client says the name of the account and the password, and that is all.
 *
 * @see RFC 4616
 */
export const plain: Mechanism = {
  start: () => silence(""),
  respond(response) {
    const parts = textOf(response)?.split("\0") ?? [];
    if (parts.length !== 3) return FAILURE;
    const [authorizedAs, account, password] = parts;
    if (account === "" || password === "") return FAILURE;
    // Nobody may act as somebody else.
    if (authorizedAs !== "" && fold(authorizedAs) !== fold(account)) {
      return FAILURE;
    }
    return { kind: "password", account, password };
  },
};
