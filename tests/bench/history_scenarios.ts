import { fanOut } from "./fan_out.ts";
import { pages } from "./pages.ts";
import { pairs } from "./pairs.ts";
import { returning } from "./returning.ts";
import {
  generator,
  latency,
  mainThread,
  MEMBERS,
  PAIRS,
  type Scenario,
  throughput,
} from "./scenarios.ts";

const RETURNING = { clients: 1000, channels: 20, page: 50 };

/** What the history costs, and what it gives: where it is off, there are no pages. */
export const HISTORY_SCENARIOS: Scenario[] = [
  {
    name: "kept-fanout",
    title: `registered channel of ${MEMBERS}, 20 senders`,
    metrics: [
      ...throughput("deliveries", "delivery", 3),
      mainThread("delivery", 3),
      generator(),
    ],
    needsAccounts: true,
    run: (server, timing) =>
      fanOut(server, timing, {
        members: MEMBERS,
        senders: 20,
        batch: 1,
        window: 20,
        isRegistered: true,
      }),
  },
  ...([["kept-lone", 1], ["kept-busy", 8]] as const).map((
    [name, inFlight],
  ): Scenario => ({
    name,
    title: `${PAIRS} pairs with accounts, in flight each: ${inFlight}`,
    metrics: [
      ...throughput("messages", "message", 1),
      mainThread("message", 1),
      ...latency("latency"),
      generator(),
    ],
    needsAccounts: true,
    run: (server, timing) =>
      pairs(server, timing, { pairs: PAIRS, inFlight, haveAccounts: true }),
  })),
  {
    name: "pages",
    title: "CHATHISTORY LATEST 100 of a registered channel of 20 that talk",
    metrics: [
      ...throughput("pages", "page (and the talk)", 0),
      ...latency("latency"),
      generator(),
    ],
    needsHistory: true,
    needsAccounts: true,
    run: (server, timing) =>
      pages(server, timing, {
        members: 20,
        senders: 4,
        batch: 1,
        window: 1,
        isRegistered: true,
      }),
  },
  {
    name: "returning",
    title:
      `${RETURNING.clients} clients come back at once, ${RETURNING.channels} channels each, ${RETURNING.page} messages of each`,
    metrics: [
      { key: "seconds", label: "until all have them, s", digits: 1 },
      {
        key: "messages",
        label: "millions of messages",
        digits: 2,
        aside: true,
      },
      ...latency("a bystander's message"),
    ],
    needsHistory: true,
    run: (server) => returning(server, RETURNING),
  },
];
