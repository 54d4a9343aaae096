import type { Command } from "../session/context.ts";
import { enterThroughGateway } from "./gateways.ts";

/** @see IRCv3 webirc */
export const webirc: Command = {
  name: "WEBIRC",
  // With 461 a client would go on as the gateway: too few end the connection.
  parameters: 0,
  registered: false,
  syntax: "<password> <gateway> <hostname> <ip> [:<options>]",
  help: "Tells where the client of a gateway comes from.",
  run(context, params) {
    // Nothing verifies the hostname, so that it is not believed.
    const [password = "", , , address = "", options = ""] = params;
    enterThroughGateway(context, { password, address, options });
  },
};
