import { fold } from "../../names/casemapping.ts";
import type { ServiceCommand } from "../service.ts";

/** Offers a vhost no more. */
export const deloffer: ServiceCommand = {
  name: "DELOFFER",
  parameters: 1,
  most: 1,
  permission: "vhosts",
  syntax: "<vhost>",
  help: "Offers a vhost no more; who has it keeps it.",
  run(talk, [vhost]) {
    const key = fold(vhost);
    if (!talk.network.records.vhostOffers.has(key)) {
      return talk.say(`${vhost} is not offered.`);
    }
    const change = { kind: "vhost-offer", key, value: null } as const;
    talk.keep([change], [`${vhost} is not offered any more.`]);
  },
};
