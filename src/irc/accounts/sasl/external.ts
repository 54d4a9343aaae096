import { FAILURE, type Mechanism, silence, textOf } from "./mechanism.ts";

/**
 * The client has shown a certificate already, and says which account it means, or nothing.
 *
 * @see RFC 4422, appendix A
 */
export const external: Mechanism = {
  start: () => silence(""),
  respond(response) {
    const account = textOf(response);
    if (account === null || account.includes("\0")) return FAILURE;
    return { kind: "certificate", account: account === "" ? null : account };
  },
};
