import type { ServiceCommand } from "../service.ts";

/** Lists the vhosts that are offered. */
export const offerlist: ServiceCommand = {
  name: "OFFERLIST",
  parameters: 0,
  permission: "account",
  syntax: "",
  help: "Lists the vhosts that you may TAKE without asking.",
  run(talk) {
    const offers = [...talk.network.records.vhostOffers.values()];
    talk.sayAll(offers.map(({ vhost }) => vhost), "No vhost is offered.");
  },
};
