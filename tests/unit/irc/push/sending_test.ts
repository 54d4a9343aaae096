import { assertEquals } from "@std/assert";
import { digestOf } from "../../../../src/irc/snapshot.ts";
import { Core } from "../../../../src/irc/core.ts";
import { NO_ARCHIVE } from "../../../../src/irc/state/archive.ts";
import type { TestNetwork } from "../../../support/test_network.ts";
import {
  KEYS,
  PHONE,
  pushedTo,
  pushing,
  takePushes,
} from "../../../support/push.ts";
import { accountChange } from "../../../support/records.ts";
import { tellNickServ } from "../../../support/talking.ts";

const MINUTE_MS = 60_000;

/** A user with a device, who has done nothing for a while, and another one who speaks. */
function quiet(network: TestNetwork) {
  const ann = pushedTo(network, "ann");
  const bob = network.register("bob");
  network.at += 10 * MINUTE_MS;
  return { ann, bob };
}

function marker(network: TestNetwork): string {
  return `timestamp=${new Date(network.at).toISOString()}`;
}

const HI = ":bob!~bob@192.0.2.1 PRIVMSG ann :Hi";

Deno.test("to who does nothing a push waits for its delay, in case another client has read", () => {
  const network = pushing({ delayMs: 5000, activeMs: MINUTE_MS });
  const { bob } = quiet(network);
  bob.send("PRIVMSG ann :Hi");
  network.pass(4000);
  assertEquals(takePushes(network), []);
  network.pass(1000);
  assertEquals(takePushes(network), [HI]);
  network.pass(MINUTE_MS);
  assertEquals(takePushes(network), []);
});

Deno.test("to who has just said something it waits until that is a while ago", () => {
  const network = pushing({ delayMs: 5000, activeMs: MINUTE_MS });
  const { ann, bob } = quiet(network);
  ann.send("PRIVMSG bob :Are you there?");
  network.pass(10_000);
  bob.send("PRIVMSG ann :Hi");
  network.pass(49_000);
  assertEquals(takePushes(network), []);
  network.pass(1000);
  assertEquals(takePushes(network), [HI]);
});

for (
  const [what, order] of [
    ["says something", "PRIVMSG bob :Yes"],
    ["is seen writing", "@+typing=active TAGMSG bob"],
    ["reads another conversation", "MARKREAD #x"],
  ] as const
) {
  Deno.test(`who ${what} after a message came has seen it, and nothing is pushed`, () => {
    const network = pushing({ delayMs: 5000, activeMs: MINUTE_MS });
    const { ann, bob } = quiet(network);
    ann.enable("message-tags");
    bob.send("PRIVMSG ann :Hi");
    network.at += 1000;
    const isMarker = order.startsWith("MARKREAD");
    ann.send(isMarker ? `${order} ${marker(network)}` : order);
    network.pass(2 * MINUTE_MS);
    assertEquals(takePushes(network), []);
  });
}

Deno.test("PING, PONG and a query keep no push from going out", () => {
  const network = pushing({ delayMs: 5000, activeMs: MINUTE_MS });
  const { ann, bob } = quiet(network);
  bob.send("PRIVMSG ann :Hi");
  network.at += 1000;
  ann.send("PING 1", "PONG irc.test", "WHO bob", "MARKREAD bob");
  network.pass(5000);
  assertEquals(takePushes(network), [HI]);
});

Deno.test("who is away is not in front of a screen, whatever was said a moment ago", () => {
  const network = pushing({ delayMs: 0, activeMs: MINUTE_MS });
  const { ann, bob } = quiet(network);
  ann.send("PRIVMSG bob :I must go", "AWAY :gone");
  network.at += 1000;
  bob.send("PRIVMSG ann :Hi");
  assertEquals(takePushes(network), [HI]);
});

Deno.test("who goes away meanwhile, with all connections, is pushed to at once", () => {
  const network = pushing({ delayMs: MINUTE_MS, activeMs: MINUTE_MS });
  const { ann, bob } = quiet(network);
  bob.send("PRIVMSG ann :Hi");
  network.pass(2000);
  ann.disconnect();
  network.pass(1000);
  assertEquals(takePushes(network), [HI]);
});

Deno.test("MARKREAD up to a message keeps it from being pushed, and not a later one", () => {
  const network = pushing({ delayMs: 5000, activeMs: 0 });
  const { ann, bob } = quiet(network);
  bob.send("PRIVMSG ann :read");
  const read = marker(network);
  network.at += 1000;
  bob.send("PRIVMSG ann :Hi");
  ann.send(`MARKREAD bob ${read}`);
  network.pass(10_000);
  assertEquals(takePushes(network), [HI]);
});

Deno.test("MARKREAD tells the devices that show something of it, but the one that has read", () => {
  const network = pushing();
  const { ann, bob } = quiet(network);
  const other = network.attach("ann").enable(
    "draft/read-marker",
    "draft/webpush",
  );
  other.send(`WEBPUSH REGISTER ${PHONE}2 ${KEYS}`);
  const blind = network.attach("ann").enable("draft/webpush");
  blind.send(`WEBPUSH REGISTER ${PHONE}3 ${KEYS}`);
  bob.send("PRIVMSG ann :Hi");
  takePushes(network);
  const read = marker(network);
  ann.send(`MARKREAD bob ${read}`);
  assertEquals(
    network.pushes.splice(0).map(({ line, to, urgency }) => [
      to.endpoint,
      line,
      urgency,
    ]),
    [[`${PHONE}2`, `:irc.test MARKREAD bob ${read}`, "normal"]],
  );
  // It is told once.
  network.at += 1000;
  ann.send(`MARKREAD bob ${marker(network)}`, "MARKREAD bob");
  assertEquals(takePushes(network), []);
});

Deno.test("MARKREAD of what no device shows is pushed to nobody", () => {
  const network = pushing();
  const { ann, bob } = quiet(network);
  const old = marker(network);
  network.at += 1000;
  bob.send("PRIVMSG ann :Hi");
  takePushes(network);
  ann.send(`MARKREAD bob ${old}`, `MARKREAD mia ${marker(network)}`);
  assertEquals(takePushes(network), []);
});

/** What is pushed to ann and stays on its way: the push service cannot take it now. */
function underWay(network: TestNetwork, say: () => void): number {
  network.answers = false;
  say();
  const effect = network.asked.splice(0).find(({ kind }) => kind === "push");
  network.answers = true;
  if (effect?.kind !== "push") throw new Error("a push is asked for");
  network.at += 1000;
  assertEquals(network.core.isWanted(effect.request), true);
  return effect.request;
}

/** A device, a message to it that is on its way, and an operator. */
function retrying() {
  const network = pushing({ delayMs: 5000, activeMs: 0 }, {}, [
    accountChange("ann"),
  ]);
  const root = network.operator("root");
  const { ann, bob } = quiet(network);
  bob.send("PRIVMSG ann :read me");
  const request = underWay(network, () => network.pass(5000));
  const isWanted = () => network.core.isWanted(request);
  return { ann, bob, isWanted, network, request, root };
}

for (
  const [what, order] of [
    ["says something", () => "PRIVMSG bob :Yes"],
    ["has read it", (network) => `MARKREAD bob ${marker(network)}`],
    ["has read something else", (network) => `MARKREAD #x ${marker(network)}`],
    ["takes its device away", () => `WEBPUSH UNREGISTER ${PHONE}`],
    ["takes its device away with NickServ", () => "NS PUSH DEL 1"],
  ] as readonly (readonly [string, (network: TestNetwork) => string])[]
) {
  Deno.test(`a push that could not be taken is wanted no more once its user ${what}`, () => {
    const { ann, isWanted, network } = retrying();
    ann.send(order(network));
    assertEquals(isWanted(), false);
  });
}

Deno.test("nor once it was read and its user has gone, or a device was described anew", () => {
  const { ann, isWanted, network } = retrying();
  ann.send(`MARKREAD bob ${marker(network)}`);
  ann.disconnect();
  assertEquals(isWanted(), false);
  const again = retrying();
  again.ann.send(
    `WEBPUSH UNREGISTER ${PHONE}`,
    `WEBPUSH REGISTER ${PHONE} ${KEYS}`,
  );
  assertEquals(again.isWanted(), false);
});

Deno.test("nor once another nickname of its account has read it", () => {
  const { isWanted, network } = retrying();
  const other = network.register("other").enable("draft/read-marker");
  network.logIn("other", "ann");
  other.send(`MARKREAD bob ${marker(network)}`);
  assertEquals(isWanted(), false);
});

Deno.test("nor once its account has gone, or its device is there no more", () => {
  const erased = retrying();
  const [, said] = tellNickServ(erased.root, "ERASE ann");
  tellNickServ(erased.root, `ERASE ${/ERASE (ann \S+)/.exec(said)?.[1]}`);
  assertEquals(erased.isWanted(), false);
  const gone = retrying();
  gone.network.pushOutcome = "gone";
  gone.bob.send("PRIVMSG ann :Hi");
  gone.network.pass(5000);
  assertEquals(gone.isWanted(), false);
});

Deno.test("a push that could not be taken is wanted while its user does nothing, or has gone", () => {
  const { ann, bob, isWanted } = retrying();
  ann.send("PING 1", "MARKREAD bob");
  bob.send("PRIVMSG ann :Hi");
  assertEquals(isWanted(), true);
  ann.disconnect();
  assertEquals(isWanted(), true);
});

Deno.test("whoever takes over knows which pushes are still wanted", () => {
  const { ann, network, request } = retrying();
  const next = () => Core.restore(network.core.snapshot(), network.archive);
  assertEquals(next().isWanted(request), true);
  ann.send(`WEBPUSH UNREGISTER ${PHONE}`);
  assertEquals(next().isWanted(request), false);
});

Deno.test("that something was read is told a device whatever its user does then", () => {
  const network = pushing();
  const { ann, bob } = quiet(network);
  const other = network.attach("ann").enable("draft/read-marker");
  bob.send("PRIVMSG ann :Hi");
  takePushes(network);
  const read = `MARKREAD bob ${marker(network)}`;
  const request = underWay(network, () => other.send(read));
  ann.send("PRIVMSG bob :Yes");
  assertEquals(network.core.isWanted(request), true);
  ann.send(`WEBPUSH UNREGISTER ${PHONE}`);
  assertEquals(network.core.isWanted(request), false);
});

Deno.test("so many pushes wait for one account and no more", () => {
  const network = pushing({ delayMs: MINUTE_MS, activeMs: 0 });
  quiet(network);
  for (const number of [1, 2, 3]) {
    const sender = network.register(`nick${number}`, `198.51.100.${number}`);
    for (let count = 0; count < 8; count++) sender.send("PRIVMSG ann :Hi");
  }
  assertEquals(network.core.network.waitingPushes.length, 20);
  assertEquals(network.core.network.refusalCounts.get("pushes"), 4);
});

Deno.test("half of what waits for one account may be of one sender", () => {
  const network = pushing({ delayMs: 5 * MINUTE_MS, activeMs: 0 });
  const { bob } = quiet(network);
  for (let count = 0; count < 20; count++) {
    bob.send(`PRIVMSG ann :${count}`);
    network.at += 6000;
  }
  assertEquals(network.core.network.waitingPushes.length, 10);
  assertEquals(network.core.network.refusalCounts.get("pushes"), 10);
});

Deno.test("a device that was described after a message came does not get it", () => {
  const network = pushing({ delayMs: 5000, activeMs: 0 });
  const { ann, bob } = quiet(network);
  bob.send("PRIVMSG ann :Hi");
  network.at += 1000;
  ann.send(`WEBPUSH UNREGISTER ${PHONE}`, `WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  takePushes(network);
  network.pass(10_000);
  assertEquals(takePushes(network), []);
});

Deno.test("nothing that waits is pushed once pushes are turned off", () => {
  const network = pushing({ delayMs: 5000, activeMs: 0 });
  const { bob } = quiet(network);
  bob.send("PRIVMSG ann :Hi");
  network.reconfigure({ pushRules: null });
  network.pass(10_000);
  assertEquals(takePushes(network), []);
});

Deno.test("what waits and what devices show outlasts a snapshot", () => {
  const network = pushing({ delayMs: 5000, activeMs: 0 });
  const { ann, bob } = quiet(network);
  bob.send("PRIVMSG ann :shown");
  network.pass(6000);
  bob.send("PRIVMSG ann :Hi");
  ann.take();
  const snapshot = network.core.snapshot();
  const restored = Core.restore(
    JSON.parse(JSON.stringify(snapshot)),
    NO_ARCHIVE,
  );
  assertEquals(digestOf(restored.snapshot()), digestOf(snapshot));
  const effects = restored.apply({ kind: "tick", at: network.at + 5000 });
  assertEquals(
    effects.flatMap((effect) => effect.kind === "push" ? [effect.line] : []),
    [HI],
  );
});
