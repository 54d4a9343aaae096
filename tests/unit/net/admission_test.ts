import { assertEquals } from "@std/assert";
import {
  Admission,
  type AdmissionLimits,
  type Arrival,
  type Ticket,
} from "../../../src/net/admission.ts";
import { placeAt } from "../../support/places.ts";

const LIMITS: AdmissionLimits = {
  total: 100,
  unregistered: 100,
  places: { address: 2, network: 4, addressMinute: 100, networkMinute: 100 },
  exempt: ["127.0.0.0/8", "::1"],
  classes: [],
};

/** A door with so many places that only the limit in question holds. */
class Fixture {
  readonly admission: Admission;
  at = 1_000_000;

  constructor(limits: Partial<AdmissionLimits> = {}) {
    this.admission = new Admission({ ...LIMITS, ...limits });
  }

  /** @returns its ticket, which there must be */
  enter(address: string, rest: Partial<Arrival> = {}): Ticket {
    const ticket = this.admission.admit({ address, ...rest }, this.at);
    if (typeof ticket === "string") throw new Error(ticket);
    return ticket;
  }

  /** @returns why it may not come in; null if it has */
  refusal(address: string, rest: Partial<Arrival> = {}): string | null {
    const ticket = this.admission.admit({ address, ...rest }, this.at);
    return typeof ticket === "string" ? ticket : null;
  }
}

const ADDRESS = "Too many connections from your address";
const NETWORK = "Too many connections from your network";
const NEW_ADDRESS = "Too many new connections from your address, wait a minute";
const NEW_NETWORK = "Too many new connections from your network, wait a minute";

Deno.test("so many may come from one IPv4 address at once", () => {
  const fixture = new Fixture();
  const first = fixture.enter("192.0.2.1");
  fixture.enter("::ffff:192.0.2.1");
  assertEquals(fixture.refusal("192.0.2.1"), ADDRESS);
  assertEquals(fixture.refusal("192.0.2.2"), null);
  fixture.admission.release(first);
  assertEquals(fixture.refusal("192.0.2.1"), null);
});

Deno.test("a /64 of IPv6 counts as one address, a /48 as a network", () => {
  const fixture = new Fixture();
  fixture.enter("2001:db8:1:1::1");
  fixture.enter("2001:db8:1:1::2");
  assertEquals(fixture.refusal("2001:db8:1:1:f::3"), ADDRESS);
  fixture.enter("2001:db8:1:2::1");
  const fourth = fixture.enter("2001:db8:1:3::1");
  assertEquals(fixture.refusal("2001:db8:1:4::1"), NETWORK);
  assertEquals(fixture.refusal("2001:db8:2:1::1"), null);
  fixture.admission.release(fourth);
  assertEquals(fixture.refusal("2001:db8:1:4::1"), null);
});

Deno.test("so many new ones may come within a minute, whether they stay or not", () => {
  const places = { ...LIMITS.places, addressMinute: 3, networkMinute: 5 };
  const fixture = new Fixture({ places });
  const comeAndGo = (address: string) => {
    const ticket = fixture.admission.admit({ address }, fixture.at);
    if (typeof ticket === "string") return ticket;
    fixture.admission.release(ticket);
    return null;
  };
  for (let count = 0; count < 3; count++) comeAndGo("192.0.2.1");
  assertEquals(comeAndGo("192.0.2.1"), NEW_ADDRESS);
  assertEquals(comeAndGo("192.0.2.2"), null);
  fixture.at += 20_000;
  assertEquals(comeAndGo("192.0.2.1"), null);
  assertEquals(comeAndGo("192.0.2.1"), NEW_ADDRESS);
  for (let count = 0; count < 5; count++) comeAndGo(`2001:db8:0:${count}::1`);
  assertEquals(comeAndGo("2001:db8:0:9::1"), NEW_NETWORK);
});

Deno.test("so many may be there in all, whoever they are", () => {
  const fixture = new Fixture({ total: 2 });
  fixture.enter("127.0.0.1");
  const second = fixture.enter("192.0.2.1");
  const full = "The server is full, try again later";
  assertEquals(fixture.refusal("127.0.0.1"), full);
  fixture.admission.release(second);
  assertEquals(fixture.refusal("127.0.0.1"), null);
});

Deno.test("so many may be there that have not registered", () => {
  const fixture = new Fixture({ unregistered: 2 });
  const [one, other] = ["192.0.2.1", "192.0.2.2"].map((address) =>
    fixture.enter(address)
  );
  const refusal =
    "Too many connections that have not registered, try again later";
  assertEquals(fixture.refusal("192.0.2.3"), refusal);
  fixture.admission.register(one);
  fixture.admission.register(one);
  assertEquals(fixture.refusal("192.0.2.3"), null);
  assertEquals(fixture.refusal("192.0.2.4"), refusal);
  fixture.admission.release(other);
  fixture.admission.release(one);
  assertEquals(fixture.refusal("192.0.2.4"), null);
  assertEquals(fixture.refusal("192.0.2.5"), refusal);
});

Deno.test("a thousand come from an exempt network at once", () => {
  const fixture = new Fixture({ total: 10_000, unregistered: 1 });
  for (const address of ["127.0.0.1", "::1", "::ffff:127.8.8.8"]) {
    for (let count = 0; count < 1000; count++) fixture.enter(address);
  }
  assertEquals(fixture.refusal("192.0.2.1"), null);
});

Deno.test("a class has limits of its own, and the first that fits holds", () => {
  const of = (name: string, network: string, address: number) => ({
    name,
    networks: [network],
    places: { ...LIMITS.places, address },
    flood: true,
  });
  const classes = [of("lab", "192.0.2.64/26", 3), of("all", "192.0.2.0/24", 1)];
  const fixture = new Fixture({ classes });
  assertEquals(fixture.enter("192.0.2.1").connectionClass?.name, "all");
  assertEquals(fixture.refusal("192.0.2.1"), ADDRESS);
  for (let count = 0; count < 3; count++) fixture.enter("192.0.2.65");
  assertEquals(fixture.refusal("192.0.2.65"), ADDRESS);
  assertEquals(fixture.enter("198.51.100.1").connectionClass, null);
});

Deno.test("one without an address counts among all, and nowhere else", () => {
  const fixture = new Fixture({ total: 4, unregistered: 1 });
  for (let count = 0; count < 4; count++) fixture.enter("");
  assertEquals(fixture.refusal(""), "The server is full, try again later");
});

Deno.test("new limits hold for those who come, and those who are there count", () => {
  const fixture = new Fixture();
  fixture.enter("192.0.2.1");
  const places = { ...LIMITS.places, address: 1 };
  fixture.admission.limits = { ...LIMITS, places };
  assertEquals(fixture.refusal("192.0.2.1"), ADDRESS);
});

Deno.test("who is refused is not counted", () => {
  const fixture = new Fixture({
    places: { ...LIMITS.places, address: 1, addressMinute: 2 },
  });
  const first = fixture.enter("192.0.2.1");
  for (let count = 0; count < 50; count++) fixture.refusal("192.0.2.1");
  fixture.admission.release(first);
  assertEquals(fixture.refusal("192.0.2.1"), null);
});

Deno.test("a place is forgotten once nobody is there and a minute is over", () => {
  const places = { ...LIMITS.places, addressMinute: 1 };
  const fixture = new Fixture({ places });
  const ticket = fixture.enter("192.0.2.1");
  fixture.admission.release(ticket);
  fixture.admission.forget(fixture.at);
  assertEquals(fixture.refusal("192.0.2.1"), NEW_ADDRESS);
  fixture.at += 60_000;
  fixture.admission.forget(fixture.at);
  assertEquals(fixture.refusal("192.0.2.1"), null);
});

Deno.test("a place is given back once, however often that is said", () => {
  const fixture = new Fixture({ total: 3 });
  const [first] = [1, 2, 3].map((last) => fixture.enter(`192.0.2.${last}`));
  for (let count = 0; count < 5; count++) fixture.admission.release(first);
  fixture.enter("192.0.2.4");
  assertEquals(
    fixture.refusal("192.0.2.5"),
    "The server is full, try again later",
  );
});

Deno.test("a proxy counts among all, and whom it speaks for where that comes from", () => {
  const fixture = new Fixture({ total: 9, unregistered: 3 });
  const proxied = Array.from(
    { length: 8 },
    () => fixture.enter("10.0.0.1", { counts: "total" }),
  );
  const move = (index: number, address: string) =>
    fixture.admission.move(proxied[index], address, fixture.at);
  assertEquals(move(0, "192.0.2.1"), null);
  assertEquals(move(1, "192.0.2.1"), null);
  assertEquals(move(2, "192.0.2.1"), ADDRESS);
  assertEquals(move(3, "192.0.2.2"), null);
  assertEquals(
    move(4, "192.0.2.3"),
    "Too many connections that have not registered, try again later",
  );
  for (const ticket of proxied) fixture.admission.release(ticket);
  const again = fixture.enter("10.0.0.1", { counts: "total" });
  assertEquals(
    fixture.admission.move(again, "192.0.2.1", fixture.at),
    null,
  );
});

Deno.test("who turns out to come from elsewhere is counted there alone", () => {
  const fixture = new Fixture({
    places: { ...LIMITS.places, address: 1 },
    unregistered: 1,
  });
  const ticket = fixture.enter("10.0.0.1");
  assertEquals(fixture.admission.move(ticket, "192.0.2.1", fixture.at), null);
  fixture.admission.register(ticket);
  assertEquals(fixture.refusal("192.0.2.1"), ADDRESS);
  const other = fixture.enter("10.0.0.1");
  fixture.admission.release(other);
  fixture.admission.release(ticket);
  assertEquals(fixture.refusal("192.0.2.1"), null);
});

Deno.test("who is no client takes no place of clients, and has a place when all are taken", () => {
  const fixture = new Fixture({ total: 1 });
  fixture.enter("192.0.2.1", { counts: "nothing" });
  fixture.enter("192.0.2.1", { counts: "nothing" });
  const client = fixture.enter("192.0.2.1");
  const watcher = fixture.enter("192.0.2.1", { counts: "nothing" });
  fixture.admission.release(watcher);
  assertEquals(
    fixture.refusal("192.0.2.2"),
    "The server is full, try again later",
  );
  fixture.admission.release(client);
  assertEquals(fixture.refusal("192.0.2.2"), null);
});

const TOR = placeAt({
  name: "tor",
  tor: true,
  limits: { connections: 3, minute: 5, unregistered: 2 },
});

Deno.test("a listener takes so many at once, unregistered, and new within a minute", () => {
  const fixture = new Fixture({ unregistered: 1 });
  const from = { place: TOR };
  const [first, second] = [1, 2].map(() => fixture.enter("", from));
  assertEquals(
    fixture.refusal("", from),
    "Too many connections to this listener that have not registered, try again later",
  );
  fixture.admission.register(first);
  fixture.admission.register(second);
  const third = fixture.enter("", from);
  fixture.admission.register(third);
  assertEquals(
    fixture.refusal("", from),
    "Too many connections to this listener",
  );
  for (let count = 0; count < 2; count++) {
    fixture.admission.release(count === 0 ? first : second);
    const next = fixture.enter("", from);
    fixture.admission.register(next);
  }
  fixture.admission.release(third);
  assertEquals(
    fixture.refusal("", from),
    "Too many new connections to this listener, wait a minute",
  );
  fixture.at += 12_000;
  assertEquals(fixture.refusal("", from), null);
});

Deno.test("the limits of a listener are its own, and those of addresses hold beside them", () => {
  const fixture = new Fixture({ unregistered: 1 });
  const place = { ...TOR, name: "other", tor: false };
  for (const from of [TOR, place, TOR]) fixture.enter("", { place: from });
  fixture.enter("192.0.2.1");
  assertEquals(
    fixture.refusal("192.0.2.2", { place }),
    "Too many connections that have not registered, try again later",
  );
  fixture.enter("127.0.0.1", { place });
  assertEquals(
    fixture.refusal("127.0.0.1", { place }),
    "Too many connections to this listener that have not registered, try again later",
  );
});

Deno.test("a connection that another process has let in counts, and is kept out by nothing", () => {
  const fixture = new Fixture({ unregistered: 2 });
  const adopt = (address: string, isRegistered: boolean) =>
    fixture.admission.adopt({ address, place: TOR }, isRegistered);
  const tickets = [1, 2, 3].map(() => adopt("192.0.2.1", true));
  assertEquals(fixture.refusal("192.0.2.1"), ADDRESS);
  assertEquals(
    fixture.refusal("", { place: TOR }),
    "Too many connections to this listener",
  );
  assertEquals(tickets.map((ticket) => fixture.admission.placeOf(ticket)), [
    TOR,
    TOR,
    TOR,
  ]);
  for (const ticket of tickets) fixture.admission.release(ticket);
  assertEquals(fixture.refusal("192.0.2.1"), null);
  for (let count = 0; count < 2; count++) adopt("192.0.2.2", false);
  assertEquals(
    fixture.refusal("192.0.2.3"),
    "Too many connections that have not registered, try again later",
  );
});

Deno.test("how many came from where is known in another process", () => {
  const places = { ...LIMITS.places, addressMinute: 1 };
  const one = new Fixture({ places });
  one.enter("192.0.2.1");
  const other = new Fixture({ places });
  const passed = JSON.stringify(one.admission.busyPlaces);
  other.admission.busyPlaces = JSON.parse(passed);
  assertEquals(
    other.refusal("192.0.2.1"),
    "Too many new connections from your address, wait a minute",
  );
  assertEquals(other.refusal("192.0.2.2"), null);
});

Deno.test("whoever has the same address, or /64, has the same origin, exempt or not, wherever it was accepted", () => {
  const fixture = new Fixture();
  const place = placeAt({ port: 6697 });
  const origin = (address: string) => fixture.enter(address, { place }).origin;
  assertEquals(origin("192.0.2.1"), "192.0.2.1");
  assertEquals(fixture.enter("::ffff:192.0.2.1").origin, "192.0.2.1");
  assertEquals(origin("127.0.0.1"), "127.0.0.1");
  assertEquals(origin("2001:db8:0:1::1"), "2001:db8:0:1::/64");
  assertEquals(origin("2001:db8:0:1:f::2"), "2001:db8:0:1::/64");
  assertEquals(origin("2001:db8:0:2::1"), "2001:db8:0:2::/64");
});

Deno.test("who has no address has the origin of its listener, until it tells one", () => {
  const fixture = new Fixture();
  const one = fixture.enter("", { place: TOR });
  const other = fixture.enter("", {
    place: placeAt({ path: "/run/ircd.sock", limits: null }),
  });
  assertEquals(one.origin === other.origin, false);
  assertEquals(fixture.enter("", { place: TOR }).origin, one.origin);
  fixture.admission.move(other, "192.0.2.1", fixture.at);
  assertEquals(other.origin, "192.0.2.1");
  assertEquals(
    fixture.admission.adopt({ address: "", place: TOR }, true).origin,
    one.origin,
  );
});
