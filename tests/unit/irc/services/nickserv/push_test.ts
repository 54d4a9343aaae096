import { assertEquals } from "@std/assert";
import {
  KEYS,
  PHONE,
  pushedTo,
  pushing,
  takePushes,
} from "../../../../support/push.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

const SINCE = "Thu, 01 Jan 2026 00:00:00 GMT";

Deno.test("PUSH LIST shows devices, without the secret that an endpoint is, and what is watched", () => {
  const network = pushing();
  const ann = pushedTo(network, "ann");
  network.at += 2 * 86_400_000;
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  const device = `1: by push.test, since ${SINCE}, there on ` +
    "Sat, 03 Jan 2026 00:00:00 GMT";
  assertEquals(tellNickServ(ann, "PUSH LIST"), [device]);
  tellNickServ(ann, "PUSH WATCH #a");
  tellNickServ(ann, "PUSH WATCH coffee");
  assertEquals(tellNickServ(ann, "PUSH LIST"), [
    device,
    "Watched: #a coffee",
  ]);
});

Deno.test("PUSH LIST says where nothing is pushed, and where there is nothing to push to", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.logIn("ann", "alice");
  assertEquals(tellNickServ(ann, "PUSH LIST"), [
    "Nothing is pushed on this network.",
    "Your account has no devices that are pushed to.",
  ]);
});

Deno.test("PUSH DEL forgets a device by its number", () => {
  const network = pushing();
  const ann = pushedTo(network, "ann");
  ann.send(`WEBPUSH REGISTER ${PHONE}2 ${KEYS}`);
  for (const number of ["0", "3", "x", ""]) {
    assertEquals(tellNickServ(ann, `PUSH DEL ${number}`), [
      "There is no such device: see LIST.",
    ]);
  }
  assertEquals(tellNickServ(ann, "PUSH DEL 1"), [
    "The device 1 is pushed to no more.",
  ]);
  takePushes(network);
  network.register("bob").send("PRIVMSG ann :Hi");
  assertEquals(network.pushes.map(({ to }) => to.endpoint), [`${PHONE}2`]);
});

Deno.test("what is said on a watched channel, or with a watched word on any, is pushed once to who is there", () => {
  const network = pushing();
  const ann = pushedTo(network, "ann");
  const bob = network.register("bob");
  for (const each of [bob, ann]) each.send("JOIN #a,#b");
  tellNickServ(ann, "PUSH WATCH #A");
  tellNickServ(ann, "PUSH WATCH Coffee");
  const said = (line: string) => {
    bob.send(line);
    return takePushes(network).length;
  };
  assertEquals(said("PRIVMSG #a :anything"), 1);
  assertEquals(said("PRIVMSG #a :ann, coffee?"), 1);
  assertEquals(said("PRIVMSG #b :anything"), 0);
  assertEquals(said("PRIVMSG #b :COFFEE!"), 1);
  assertEquals(said("PRIVMSG #b :coffeehouse"), 0);
  assertEquals(said("PRIVMSG #b :come to #a"), 0);
  ann.send("PRIVMSG #a :coffee");
  assertEquals(takePushes(network), []);
  ann.send("PART #a");
  assertEquals(said("PRIVMSG #a :coffee"), 0);
  ann.send("JOIN #a");
  assertEquals(tellNickServ(ann, "PUSH UNWATCH #a"), [
    "You watch #a no more.",
  ]);
  assertEquals(said("PRIVMSG #a :anything"), 0);
  assertEquals(said("PRIVMSG #a :coffee"), 1);
});

Deno.test("PUSH WATCH takes channels and words, each once, and so many", () => {
  const network = pushing();
  const ann = pushedTo(network, "ann");
  for (const what of ["", "#", "two words", "a,b", "x".repeat(65)]) {
    assertEquals(tellNickServ(ann, `PUSH WATCH ${what}`), [
      "That is neither a channel nor a word.",
    ]);
  }
  assertEquals(tellNickServ(ann, "PUSH WATCH c++"), ["You watch c++ now."]);
  assertEquals(tellNickServ(ann, "PUSH WATCH C++"), [
    "You watch C++ already.",
  ]);
  for (let count = 1; count < 20; count++) {
    tellNickServ(ann, `PUSH WATCH word${count}`);
  }
  assertEquals(tellNickServ(ann, "PUSH WATCH more"), [
    "At most 20 channels and words are watched.",
  ]);
  assertEquals(tellNickServ(ann, "PUSH UNWATCH more"), [
    "You do not watch more.",
  ]);
});

Deno.test("what is watched stays where the devices go, and is nothing without them", () => {
  const network = pushing();
  const ann = pushedTo(network, "ann");
  const bob = network.register("bob");
  for (const each of [bob, ann]) each.send("JOIN #a");
  tellNickServ(ann, "PUSH WATCH #a");
  ann.send(`WEBPUSH UNREGISTER ${PHONE}`);
  bob.send("PRIVMSG #a :one", "PRIVMSG ann :one");
  assertEquals(takePushes(network), []);
  ann.send(`WEBPUSH REGISTER ${PHONE} ${KEYS}`);
  takePushes(network);
  bob.send("PRIVMSG #a :two");
  assertEquals(takePushes(network).length, 1);
});
