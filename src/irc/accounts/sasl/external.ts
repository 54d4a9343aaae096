import { splitDevice } from "../../names/device.ts";
import { FAILURE, type Mechanism, silence, textOf } from "./mechanism.ts";

/**
 * The client has shown a certificate already, and says which account it means, or nothing.
 *
 * @see RFC 4422, appendix A
 */
export const external: Mechanism = {
  start: () => silence(""),
  respond(response) {
    const login = textOf(response);
    if (login === null || login.includes("\0")) return FAILURE;
    const { account, device } = splitDevice(login);
    const named = account === "" ? null : account;
    return { kind: "certificate", account: named, device };
  },
};
