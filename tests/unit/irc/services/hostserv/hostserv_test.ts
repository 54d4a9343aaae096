import { assert, assertEquals } from "@std/assert";
import { HOSTSERV } from "../../../../../src/irc/services/hostserv/index.ts";
import { accountChange, accountOf } from "../../../../support/records.ts";
import {
  said,
  tellHostServ,
  tellNickServ,
} from "../../../../support/talking.ts";
import {
  type TestClient,
  TestNetwork,
} from "../../../../support/test_network.ts";

const VHOST = "cats.are.great";
const CONFIGURED = "The account alice is set in the configuration of the " +
  "server: it cannot be changed here.";

function start(userModes = "x") {
  const passwordHash = "hash of sesame";
  const network = new TestNetwork({ userModes }, {}, [
    accountChange("ann", accountOf("Ann", { passwordHash })),
    accountChange("eve", accountOf("eve", { passwordHash })),
  ]);
  const root = network.operator("root");
  root.send("MODE root +s v");
  const zoe = network.register("zoe");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  const { records, users } = network.core.network;
  const hostOf = (nick: string) => users.get(nick)?.host;
  return { network, records, root, zoe, hostOf };
}

const told = (what: string) => `:irc.test NOTICE * :*** ${what}`;
const visible = (host: string) =>
  `:irc.test 396 zoe ${host} :is now your visible host`;

Deno.test("who asks for a vhost has it once an operator approves, and operators are told", () => {
  const { hostOf, root, zoe } = start();
  root.take();
  assertEquals(tellHostServ(zoe, `REQUEST ${VHOST}`), [
    `You have asked for ${VHOST}: an operator decides.`,
  ]);
  assertEquals(root.take(), [
    told(`zoe asks for the vhost ${VHOST} for the account Ann`),
  ]);
  assertEquals(tellHostServ(zoe, "STATUS"), [
    "The account Ann has no vhost.",
    `It waits for an operator to give it ${VHOST}.`,
  ]);
  assertEquals(tellHostServ(root, "WAITING"), [
    `Ann: ${VHOST}, since Thu, 01 Jan 2026 00:00:00 GMT`,
  ]);
  zoe.take();
  assertEquals(tellHostServ(root, "APPROVE ann"), [
    `The account Ann has the vhost ${VHOST} now.`,
    told(`root has approved the vhost ${VHOST} of the account Ann`),
  ]);
  assertEquals(zoe.take().map(said), [
    visible(VHOST),
    `You have the vhost ${VHOST} now, as you asked.`,
  ]);
  assertEquals(hostOf("zoe"), VHOST);
  assertEquals(tellHostServ(root, "WAITING"), ["Nobody waits for a vhost."]);
  assertEquals(tellHostServ(zoe, "STATUS"), [
    `The account Ann has the vhost ${VHOST}, which is on.`,
  ]);
});

Deno.test("what is rejected stays to be seen, and can be asked for again", () => {
  const { hostOf, root, zoe } = start();
  const before = hostOf("zoe");
  tellHostServ(zoe, `REQUEST ${VHOST}`);
  zoe.take();
  assertEquals(
    tellHostServ(root, "REJECT Ann dogs are greater")[0],
    `The account Ann does not get the vhost ${VHOST}.`,
  );
  assertEquals(zoe.take().map(said), [
    `Your request for the vhost ${VHOST} was rejected: dogs are greater`,
  ]);
  assertEquals(tellHostServ(zoe, "STATUS"), [
    "The account Ann has no vhost.",
    `The request for ${VHOST} was rejected: dogs are greater`,
  ]);
  for (const order of ["APPROVE Ann", "REJECT Ann"]) {
    assertEquals(tellHostServ(root, order), [
      "The account Ann waits for no vhost.",
    ]);
  }
  assertEquals(hostOf("zoe"), before);
  tellHostServ(zoe, "REQUEST dogs.are.greater");
  assertEquals(tellHostServ(root, "WAITING").length, 1);
});

Deno.test("an account asks three times a day, and one request takes the place of another", () => {
  const { network, records, zoe } = start();
  for (const name of ["a", "b", "c"]) {
    tellHostServ(zoe, `REQUEST ${name}.example`);
  }
  assertEquals(tellHostServ(zoe, "REQUEST d.example"), [
    "You have asked too often: wait a day.",
  ]);
  assertEquals(records.vhostRequests.size, 1);
  network.at += 24 * 3_600_000;
  assertEquals(tellHostServ(zoe, "REQUEST d.example").length, 1);
  assertEquals(records.vhostRequests.get("ann")?.vhost, "d.example");
});

Deno.test("what cannot be a vhost is neither asked for, given, nor offered", () => {
  const { records, root, zoe } = start();
  const fault = "192.0.2.l cannot be a vhost. It looks like an address.";
  assertEquals(tellHostServ(zoe, "REQUEST 192.0.2.l"), [fault]);
  assertEquals(tellHostServ(root, "SET Ann 192.0.2.l"), [fault]);
  assertEquals(tellHostServ(root, "ADDOFFER 192.0.2.l"), [fault]);
  assertEquals(records.vhostRequests.size + records.vhostOffers.size, 0);
});

Deno.test("a vhost is on at a login, from the first line on, and off at a logout", () => {
  const { hostOf, network, root, zoe } = start();
  const before = hostOf("zoe");
  tellHostServ(root, `SET ann ${VHOST}`);
  assertEquals(hostOf("zoe"), VHOST);
  tellNickServ(zoe, "LOGOUT");
  assertEquals(hostOf("zoe"), before);
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  assertEquals(hostOf("zoe"), VHOST);
  root.send("MONITOR + kim");
  root.take();
  const client = network.connect();
  client.send("CAP LS", "CAP REQ sasl", "NICK kim", "USER kim 0 * :Kim");
  client.send("AUTHENTICATE PLAIN");
  client.send(`AUTHENTICATE ${btoa("\0ann\0sesame")}`);
  client.send("CAP END");
  assertEquals(root.take(), [`:irc.test 730 root :kim!~kim@${VHOST}`]);
});

Deno.test("ON and OFF show the vhost and the usual host, for the next login too", () => {
  const { hostOf, root, zoe } = start();
  const before = hostOf("zoe");
  for (const order of ["ON", "OFF"]) {
    assertEquals(tellHostServ(zoe, order), ["You have no vhost: REQUEST one."]);
  }
  tellHostServ(root, `SET Ann ${VHOST}`);
  assertEquals(tellHostServ(zoe, "ON"), [`Your vhost ${VHOST} is on already.`]);
  assertEquals(tellHostServ(zoe, "OFF"), [
    `Your vhost ${VHOST} is off.`,
    visible(before ?? ""),
  ]);
  tellNickServ(zoe, "LOGOUT");
  tellNickServ(zoe, "IDENTIFY Ann sesame");
  assertEquals(hostOf("zoe"), before);
  assertEquals(tellHostServ(zoe, "ON")[0], `Your vhost ${VHOST} is on.`);
  assertEquals(hostOf("zoe"), VHOST);
});

Deno.test("who turns it on and off again and again must wait", () => {
  const { root, zoe } = start();
  tellHostServ(root, `SET Ann ${VHOST}`);
  for (const order of ["OFF", "ON", "OFF", "ON", "OFF"]) {
    tellHostServ(zoe, order);
  }
  const refusal = ["You change your host too often: wait a while."];
  assertEquals(tellHostServ(zoe, "ON"), refusal);
  tellHostServ(root, "ADDOFFER a.example");
  assertEquals(tellHostServ(zoe, "TAKE a.example"), refusal);
});

Deno.test("a vhost hides the address under -x too, and OFF shows what -x shows", () => {
  const { hostOf, network, root, zoe } = start("");
  const eve = network.register("kim", "192.0.2.9");
  tellHostServ(root, `SET eve ${VHOST}`);
  tellNickServ(eve, "IDENTIFY eve sesame");
  assertEquals(hostOf("kim"), VHOST);
  eve.send("MODE kim +x", "MODE kim -x");
  assertEquals(hostOf("kim"), VHOST);
  tellHostServ(eve, "OFF");
  assertEquals(hostOf("kim"), "192.0.2.9");
  assertEquals(hostOf("zoe"), "192.0.2.1");
  zoe.take();
});

Deno.test("bans fit the vhost once it is off, and the cloak while it is on", () => {
  const { network, root, zoe } = start();
  const cloak = network.core.network.findUser("zoe")?.cloak;
  tellHostServ(root, `SET Ann ${VHOST}`);
  root.send("JOIN #a");
  zoe.send("JOIN #a");
  const isBanned = (mask: string) => {
    root.send(`MODE #a +b *!*@${mask}`);
    const line = zoe.send("PRIVMSG #a :hi").at(-1) ?? "";
    root.send(`MODE #a -b *!*@${mask}`);
    return / 404 /.test(line);
  };
  assert(isBanned(VHOST));
  assert(isBanned(`${cloak}`));
  assert(!isBanned("192.0.2.1"));
  zoe.send("HS OFF");
  assert(isBanned(VHOST));
});

Deno.test("vhosts that are offered can be taken, until they are not offered any more", () => {
  const { hostOf, records, root, zoe } = start();
  assertEquals(tellHostServ(zoe, "OFFERLIST"), ["No vhost is offered."]);
  assertEquals(tellHostServ(root, `ADDOFFER ${VHOST}`), [
    `${VHOST} is offered.`,
  ]);
  assertEquals(tellHostServ(root, `ADDOFFER ${VHOST}`), [
    `${VHOST} is offered already.`,
  ]);
  assertEquals(tellHostServ(zoe, "OFFERLIST"), [VHOST]);
  tellHostServ(zoe, "REQUEST other.example");
  assertEquals(tellHostServ(zoe, "TAKE CATS.are.great"), [
    `You have the vhost ${VHOST} now.`,
    visible(VHOST),
  ]);
  assertEquals(records.vhostRequests.size, 0);
  assertEquals(tellHostServ(root, `DELOFFER ${VHOST}`), [
    `${VHOST} is not offered any more.`,
  ]);
  assertEquals(tellHostServ(root, `DELOFFER ${VHOST}`), [
    `${VHOST} is not offered.`,
  ]);
  assertEquals(tellHostServ(zoe, `TAKE ${VHOST}`), [
    `The vhost ${VHOST} is not offered: OFFERLIST lists which are.`,
  ]);
  assertEquals(hostOf("zoe"), VHOST);
});

Deno.test("at most a hundred vhosts are offered", () => {
  const { root } = start();
  for (let count = 1; count <= 100; count++) {
    root.send(`HS ADDOFFER n${count}.example`);
  }
  assertEquals(tellHostServ(root, "ADDOFFER more.example"), [
    "At most 100 vhosts are offered.",
  ]);
});

Deno.test("DEL takes the vhost, and what was asked for", () => {
  const { hostOf, records, root, zoe } = start();
  const before = hostOf("zoe");
  assertEquals(tellHostServ(root, "DEL Ann"), [
    "The account Ann has no vhost.",
  ]);
  tellHostServ(root, `SET Ann ${VHOST}`);
  tellHostServ(zoe, "REQUEST other.example");
  zoe.take();
  assertEquals(
    tellHostServ(root, "DEL Ann")[0],
    "The account Ann has no vhost now.",
  );
  assertEquals(zoe.take().map(said), [
    visible(before ?? ""),
    "Your vhost was taken by an operator.",
  ]);
  assertEquals(records.vhostRequests.size, 0);
});

Deno.test("what an account waits for goes with it: to another name, and away", () => {
  const { records, root, zoe } = start();
  tellHostServ(zoe, `REQUEST ${VHOST}`);
  tellNickServ(root, "RENAME Ann Anna");
  assertEquals(records.vhostRequests.get("anna")?.account, "Anna");
  const [line] = tellNickServ(root, "ERASE Anna").slice(-1);
  const code = /ERASE Anna (\w+)/.exec(line)?.[1];
  tellNickServ(root, `ERASE Anna ${code}`);
  assertEquals(records.vhostRequests.size, 0);
});

Deno.test("nothing changes that cannot be saved", () => {
  const { hostOf, network, root } = start();
  const before = hostOf("zoe");
  network.canWrite = false;
  assertEquals(tellHostServ(root, `SET Ann ${VHOST}`), [
    "That cannot be saved now, so that nothing has changed. Try again later.",
  ]);
  assertEquals(hostOf("zoe"), before);
});

Deno.test("accounts of the configuration cannot be changed, and those that are not there neither", () => {
  const { network, root, zoe } = start();
  network.logIn("zoe", "alice");
  for (const order of ["ON", "OFF", `REQUEST ${VHOST}`, "TAKE x.y"]) {
    assertEquals(tellHostServ(zoe, order), [CONFIGURED]);
  }
  for (const order of ["APPROVE #", `SET # ${VHOST}`, "DEL #"]) {
    assertEquals(tellHostServ(root, order.replace("#", "alice")), [CONFIGURED]);
    assertEquals(tellHostServ(root, order.replace("#", "nobody")), [
      "There is no account nobody.",
    ]);
  }
});

const PARAMS: Readonly<Record<string, string>> = {
  REQUEST: VHOST,
  TAKE: VHOST,
  APPROVE: "Ann",
  REJECT: "Ann",
  SET: `Ann ${VHOST}`,
  DEL: "Ann",
  ADDOFFER: VHOST,
  DELOFFER: VHOST,
};

/** Of each command the table says who may give it. */
for (const { name, permission } of HOSTSERV.commands) {
  Deno.test(`HostServ ${name} is for those with ${permission} alone`, () => {
    const { network, root, zoe } = start();
    const order = `${name} ${PARAMS[name] ?? ""}`.trimEnd();
    const refusal = permission === "account"
      ? "You must log in to an account first."
      : "Only operators with the privilege vhosts may do that.";
    const isRefused = (client: TestClient) =>
      tellHostServ(client, order).includes(refusal);
    const helper = network.register("helper");
    helper.send("OPER helper help");
    assert(isRefused(helper));
    assertEquals(isRefused(zoe), permission === "vhosts");
    network.logIn("root", "eve");
    assert(!isRefused(root));
  });
}

Deno.test("STATUS of another account is for operators who give vhosts", () => {
  const { root, zoe } = start();
  assertEquals(tellHostServ(zoe, "STATUS eve"), [
    "You can ask of your own account alone.",
  ]);
  root.send("NS IDENTIFY eve sesame");
  assertEquals(tellHostServ(root, "STATUS ann"), [
    "The account Ann has no vhost.",
  ]);
});

Deno.test("a vhost that came from elsewhere and is none is not shown", () => {
  const network = new TestNetwork({}, {}, [
    accountChange("ann", accountOf("Ann", { vhost: "x y\r\nQUIT" })),
  ]);
  network.register("zoe");
  network.logIn("zoe", "Ann");
  assertEquals(network.core.network.findUser("zoe")?.host, "192.0.2.1");
});
