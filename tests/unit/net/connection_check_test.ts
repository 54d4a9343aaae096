import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { ConnectionCheck } from "../../../src/net/connection_check.ts";
import type { Ask } from "../../../src/net/enquiries.ts";

const QUESTION = {
  address: "192.0.2.1",
  listener: "",
  secure: false,
  certificate: null,
};
const SETTINGS = {
  url: "http://127.0.0.1/",
  command: null,
  timeoutMs: 5000,
  opensOnFailure: true,
};
const ACCEPTED = { refusal: null, requiresSasl: false };
const UNCHECKED = {
  refusal: "Your connection cannot be checked now",
  requiresSasl: false,
};

function checkBy(ask: Ask, opensOnFailure = true) {
  const complaints: string[] = [];
  const settings = { ...SETTINGS, opensOnFailure };
  const check = new ConnectionCheck(
    settings,
    (text) => complaints.push(text),
    ask,
  );
  return { check, complaints };
}

Deno.test("a check is asked one line of JSON about each connection", async () => {
  const asked: string[] = [];
  const { check } = checkBy((question) => {
    asked.push(question);
    return Promise.resolve('{"result":"accept"}\n');
  });
  assertEquals(await check.check(QUESTION), ACCEPTED);
  assertEquals(asked, [
    '{"address":"192.0.2.1","listener":"","secure":false,"certificate":null}\n',
  ]);
});

for (
  const [answer, verdict] of [
    ['{"result":"accept"}', ACCEPTED],
    ['{"result":"require-sasl"}', { refusal: null, requiresSasl: true }],
    [
      '{"result":"refuse","reason":"No proxies"}',
      { refusal: "No proxies", requiresSasl: false },
    ],
    [
      '{"result":"refuse"}',
      { refusal: "Your connection is refused", requiresSasl: false },
    ],
    [
      '{"result":"refuse","reason":"two\\r\\nlines\\u0000"}',
      { refusal: "two lines", requiresSasl: false },
    ],
    ['{"result":"accept"}\n{"result":"refuse"}\n', ACCEPTED],
  ] as const
) {
  Deno.test(`a check answers ${JSON.stringify(answer)}`, async () => {
    const { check, complaints } = checkBy(() => Promise.resolve(answer));
    assertEquals(await check.check(QUESTION), verdict);
    assertEquals(complaints, []);
  });
}

for (const answer of ["", "no JSON", "null", '{"result":"maybe"}', "[]"]) {
  Deno.test(`a check that answers ${JSON.stringify(answer)} has failed, which opens or closes, as set`, async () => {
    const open = checkBy(() => Promise.resolve(answer));
    assertEquals(await open.check.check(QUESTION), ACCEPTED);
    assertEquals(open.complaints.length, 1);
    const closed = checkBy(() => Promise.resolve(answer), false);
    assertEquals(await closed.check.check(QUESTION), UNCHECKED);
  });
}

Deno.test("a check that throws has failed, and says so once a minute", async () => {
  const { check, complaints } = checkBy(() => Promise.reject(new Error("no")));
  for (let count = 0; count < 3; count++) await check.check(QUESTION);
  assertEquals(complaints, ["the check of a connection failed: no"]);
});

Deno.test("a check has so much time, and is told when it is over", async () => {
  using time = new FakeTime();
  let isAborted = false;
  const { check, complaints } = checkBy((_, signal) => {
    signal.addEventListener("abort", () => isAborted = true);
    return new Promise(() => {});
  }, false);
  const verdict = check.check(QUESTION);
  await time.tickAsync(4999);
  assertEquals(isAborted, false);
  await time.tickAsync(1);
  assertEquals(await verdict, UNCHECKED);
  assertEquals(isAborted, true);
  assertEquals(complaints, [
    "the check of a connection failed: no answer within 5000 ms",
  ]);
});

Deno.test("so many are checked at once, and the others all the same", async () => {
  let underWay = 0;
  let most = 0;
  const { check } = checkBy(async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
    return '{"result":"accept"}';
  });
  const all = Array.from({ length: 200 }, () => check.check(QUESTION));
  assertEquals((await Promise.all(all)).every(({ refusal }) => !refusal), true);
  assertEquals(most, 32);
});

Deno.test("a check that hears nothing of its time being over keeps no other one waiting", async () => {
  using time = new FakeTime();
  const asked: string[] = [];
  const { check } = checkBy((question) => {
    asked.push(question);
    return new Promise(() => {});
  });
  const all = Array.from({ length: 32 }, () => check.check(QUESTION));
  await time.tickAsync(SETTINGS.timeoutMs);
  assertEquals(await Promise.all(all), all.map(() => ACCEPTED));
  const next = check.check(QUESTION);
  await time.tickAsync(SETTINGS.timeoutMs);
  await next;
  assertEquals(asked.length, 33);
});
