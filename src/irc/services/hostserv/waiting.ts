import type { ServiceCommand } from "../service.ts";

/** Lists who waits for a vhost. */
export const waiting: ServiceCommand = {
  name: "WAITING",
  parameters: 0,
  permission: "vhosts",
  syntax: "",
  help: "Lists the requests that APPROVE and REJECT decide, the oldest first.",
  run(talk) {
    const requests = [...talk.network.records.vhostRequests.values()];
    const lines = requests
      .filter(({ rejection }) => rejection === null)
      .sort((one, other) => one.at - other.at)
      .map(({ account, at, vhost }) =>
        `${account}: ${vhost}, since ${new Date(at).toUTCString()}`
      );
    talk.sayAll(lines, "Nobody waits for a vhost.");
  },
};
