import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import type { PushAnswer } from "../../../src/push/post.ts";
import {
  type DeliverPush,
  Pusher,
  PushFault,
  type PushOrder,
} from "../../../src/push/pusher.ts";

const SENDER = {
  settings: {
    contact: "mailto:irc@example.org",
    timeoutMs: 10_000,
    ca: null,
    privateAddresses: false,
  },
  key: { publicKey: "", privateKey: "", madeAt: 0 },
};

function order(changes: Partial<PushOrder> = {}): PushOrder {
  const to = { endpoint: "https://push.test/secret", p256dh: "", auth: "" };
  const what = { line: "PING", urgency: "high", isRepeated: true } as const;
  return { request: 1, to, ...what, ...changes };
}

/** The order for a push to a device of many. */
function orderTo(device: number): PushOrder {
  const endpoint = `https://push.test/${device}`;
  return order({ to: { endpoint, p256dh: "", auth: "" } });
}

/** A pusher that delivers in some way, and what it has complained of. */
function pusherWith(
  deliver: DeliverPush,
  isWanted = (_request: number) => true,
): [Pusher, string[]] {
  const complaints: string[] = [];
  const complain = (text: string) => complaints.push(text);
  return [new Pusher(() => SENDER, complain, isWanted, deliver), complaints];
}

async function settled(): Promise<void> {
  for (let count = 0; count < 50; count++) await Promise.resolve();
}

function answering(...statuses: number[]) {
  let count = 0;
  const deliver = (): Promise<PushAnswer> => {
    const status = statuses[Math.min(count++, statuses.length - 1)];
    return Promise.resolve({ status, retryAfterMs: 0 });
  };
  return { deliver, tries: () => count };
}

for (
  const [status, outcome] of [
    [200, "taken"],
    [201, "taken"],
    [202, "taken"],
    [301, "refused"],
    [307, "refused"],
    [400, "refused"],
    [401, "refused"],
    [403, "refused"],
    [404, "gone"],
    [410, "gone"],
    [413, "refused"],
  ] as const
) {
  Deno.test(`a push that is answered ${status} is ${outcome}, and not tried again`, async () => {
    const { deliver, tries } = answering(status);
    const [pusher] = pusherWith(deliver);
    assertEquals(await pusher.send(order()), outcome);
    assertEquals(tries(), 1);
    assertEquals([...pusher.outcomes.counts], [[outcome, 1]]);
    assertEquals(pusher.waiting, 0);
  });
}

for (const status of [429, 500, 502, 503]) {
  Deno.test(`a push that is answered ${status} is tried again, a little later each time, and then given up`, async () => {
    using time = new FakeTime();
    const { deliver, tries } = answering(status);
    const [pusher] = pusherWith(deliver);
    const sent = pusher.send(order());
    const seen: number[] = [];
    for (const wait of [0, 2000, 10_000, 60_000]) {
      await time.tickAsync(wait);
      seen.push(tries());
    }
    assertEquals(seen, [1, 2, 3, 4]);
    assertEquals(await sent, "failed");
  });
}

Deno.test("a push that is taken the second time is taken", async () => {
  using time = new FakeTime();
  const { deliver, tries } = answering(503, 201);
  const [pusher, complaints] = pusherWith(deliver);
  const sent = pusher.send(order());
  await time.tickAsync(2000);
  assertEquals([await sent, tries()], ["taken", 2]);
  assertEquals(complaints, [
    "some pushes cannot be sent: a push service has answered 503",
  ]);
});

Deno.test("a push that nobody wants any more is not tried again", async () => {
  using time = new FakeTime();
  const { deliver, tries } = answering(503, 201);
  const unwanted = new Set<number>();
  const [pusher] = pusherWith(deliver, (request) => !unwanted.has(request));
  const sent = pusher.send(order({ request: 7 }));
  await time.tickAsync(1999);
  unwanted.add(7);
  await time.tickAsync(1);
  assertEquals([await sent, tries()], ["unwanted", 1]);
  assertEquals([...pusher.outcomes.counts], [["unwanted", 1]]);
  assertEquals(pusher.waiting, 0);
});

Deno.test("pushes to one device go out in their order, one after the other, and what nobody wants any more not at all", async () => {
  const underWay: { line: string; end: () => void }[] = [];
  const unwanted = new Set<number>();
  const [pusher] = pusherWith(
    ({ line }) =>
      new Promise((resolve) => {
        const end = () => resolve({ status: 201, retryAfterMs: 0 });
        underWay.push({ line, end });
      }),
    (request) => !unwanted.has(request),
  );
  const sent = ["one", "two", "read"].map((line, request) =>
    pusher.send(order({ request, line }))
  );
  const other = pusher.send(orderTo(2));
  const lines = () => underWay.map(({ line }) => line);
  await settled();
  assertEquals(lines(), ["one", "PING"]);
  unwanted.add(1);
  for (const { end } of underWay.splice(0)) end();
  await settled();
  assertEquals(lines(), ["read"]);
  underWay[0].end();
  assertEquals(await Promise.all([...sent, other]), [
    "taken",
    "unwanted",
    "taken",
    "taken",
  ]);
});

Deno.test("a test is not tried again: its client waits", async () => {
  const { deliver, tries } = answering(503);
  const [pusher] = pusherWith(deliver);
  const test = order({ isRepeated: false });
  assertEquals([await pusher.send(test), tries()], ["failed", 1]);
});

Deno.test("a push service is not asked before the time it names, but for one that names a long one", async () => {
  using time = new FakeTime();
  let tries = 0;
  const [pusher] = pusherWith(() => {
    tries++;
    return Promise.resolve({ status: 429, retryAfterMs: 30_000 * 10 ** tries });
  });
  pusher.send(order());
  await time.tickAsync(299_999);
  assertEquals(tries, 1);
  await time.tickAsync(1);
  assertEquals(tries, 2);
  await time.tickAsync(300_000);
  assertEquals(tries, 3);
  pusher.close();
});

Deno.test("a push service that does not answer is given up in time, and told so", async () => {
  using time = new FakeTime();
  const signals: AbortSignal[] = [];
  const [pusher, complaints] = pusherWith((_order, _sender, signal) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  const sent = pusher.send(order({ isRepeated: false }));
  await time.tickAsync(10_000);
  assertEquals(await sent, "failed");
  assertEquals(signals.map(({ aborted }) => aborted), [true]);
  assertEquals(complaints, [
    "some pushes cannot be sent: no answer in 10000 ms",
  ]);
});

Deno.test("what can never be sent is refused, and nothing to complain of: users have named it", async () => {
  const [pusher, complaints] = pusherWith(() =>
    Promise.reject(new PushFault("a private address"))
  );
  assertEquals(await pusher.send(order()), "refused");
  const nonsense = { ...order().to, endpoint: "https://[::zz]/" };
  assertEquals(await pusher.send(order({ to: nonsense })), "refused");
  assertEquals(complaints, []);
});

Deno.test("what is said of a fault names no endpoint, and is said once in ten minutes", async () => {
  using time = new FakeTime();
  const fault = Object.assign(
    new Error("getaddrinfo ENOTFOUND push.test/secret"),
    { code: "ENOTFOUND" },
  );
  const [pusher, complaints] = pusherWith(() => Promise.reject(fault));
  for (let count = 0; count < 3; count++) {
    await pusher.send(order({ isRepeated: false }));
  }
  assertEquals(complaints, ["some pushes cannot be sent: ENOTFOUND"]);
  await time.tickAsync(600_000);
  await pusher.send(order({ isRepeated: false }));
  assertEquals(complaints.length, 2);
});

Deno.test("more pushes than there may be are dropped, counted and said", async () => {
  const [pusher, complaints] = pusherWith(() => new Promise(() => {}));
  for (let count = 0; count < 2000; count++) pusher.send(orderTo(count));
  assertEquals(pusher.waiting, 2000);
  assertEquals(await pusher.send(orderTo(2000)), "failed");
  assertEquals([...pusher.outcomes.counts], [["dropped", 1]]);
  assertEquals(complaints, [
    "some pushes cannot be sent: too many of them wait already",
  ]);
  pusher.close();
});

Deno.test("a device whose push service never answers leaves room for the others", async () => {
  using time = new FakeTime();
  const [pusher] = pusherWith(({ to }) =>
    to.endpoint === order().to.endpoint
      ? new Promise(() => {})
      : Promise.resolve({ status: 201, retryAfterMs: 0 })
  );
  const sent = Array.from({ length: 70 }, () => pusher.send(order()));
  assertEquals(pusher.waiting, 60);
  assertEquals(await Promise.all(sent.slice(60)), Array(10).fill("failed"));
  assertEquals(await pusher.send(orderTo(2)), "taken");
  await time.tickAsync(60 * 4 * 10_000 + 72_000);
  assertEquals(pusher.waiting, 0);
  assertEquals(pusher.outcomes.counts.get("failed"), 60);
});

Deno.test("what is not sent yet is given up when the server goes, what waits to be tried again too", async () => {
  using _time = new FakeTime();
  const { deliver } = answering(503);
  const [pusher] = pusherWith(deliver);
  const [other] = pusherWith(() => new Promise(() => {}));
  const sent = [pusher.send(order()), other.send(order())];
  await Promise.resolve();
  pusher.close();
  other.close();
  assertEquals(await Promise.all(sent), ["failed", "failed"]);
});

Deno.test("where nothing is pushed any more, what waits fails", async () => {
  const { deliver } = answering(201);
  const pusher = new Pusher(() => null, () => {}, () => true, deliver);
  assertEquals(await pusher.send(order({ isRepeated: false })), "failed");
});
