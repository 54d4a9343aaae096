import { fold } from "../../names/casemapping.ts";
import { splitDevice } from "../../names/device.ts";
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
    const [authorizedAs, login, password] = parts;
    if (login === "" || password === "") return FAILURE;
    const { account, device } = splitDevice(login);
    // Nobody may act as somebody else.
    const actsAs = splitDevice(authorizedAs).account;
    if (actsAs !== "" && fold(actsAs) !== fold(account)) return FAILURE;
    return { kind: "password", account, device, password };
  },
};
