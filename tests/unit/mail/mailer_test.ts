import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import {
  type Deliver,
  Mailer,
  MailFault,
  type MailSettings,
} from "../../../src/mail/mailer.ts";

const MAIL = { to: "ann@example.org", subject: "A code", text: "1" };
const SETTINGS = { timeoutMs: 30_000 } as MailSettings;

/** A mailer that delivers in some way, and what it has complained of. */
function mailerWith(deliver: Deliver): [Mailer, string[]] {
  const complaints: string[] = [];
  const sender = {
    settings: SETTINGS,
    serverName: "irc.test",
    networkName: "TestNet",
  };
  const complain = (text: string) => complaints.push(text);
  return [new Mailer(() => sender, complain, deliver), complaints];
}

const refusing = (fault: Error): Deliver => () => Promise.reject(fault);

Deno.test("mail that is taken is sent", async () => {
  const sent: string[] = [];
  const [mailer, complaints] = mailerWith(async ({ to }) => {
    await Promise.resolve();
    sent.push(to);
  });
  assertEquals(await mailer.send(MAIL), true);
  assertEquals([sent, complaints], [[MAIL.to], []]);
});

Deno.test("that mail cannot be sent is said once in ten minutes", async () => {
  using time = new FakeTime();
  const [mailer, complaints] = mailerWith(
    refusing(new MailFault("ECONNREFUSED", false)),
  );
  for (let count = 0; count < 3; count++) {
    assertEquals(await mailer.send(MAIL), false);
  }
  assertEquals(complaints, ["mail cannot be sent: ECONNREFUSED"]);
  await time.tickAsync(600_000);
  await mailer.send(MAIL);
  assertEquals(complaints.length, 2);
});

Deno.test("an address that does not exist is nothing to complain of", async () => {
  const [mailer, complaints] = mailerWith(
    refusing(new MailFault("550", true)),
  );
  assertEquals(await mailer.send(MAIL), false);
  assertEquals(complaints, []);
});

Deno.test("what is said of a fault names no address", async () => {
  const [mailer, complaints] = mailerWith(
    refusing(new Error("no ann@example.org")),
  );
  await mailer.send(MAIL);
  assertEquals(complaints, ["mail cannot be sent: of a fault"]);
});

Deno.test("mail that takes too long is given up, and leaves its turn to others", async () => {
  using time = new FakeTime();
  let isAborted = false;
  const [mailer, complaints] = mailerWith((_mail, _sender, signal) => {
    signal.addEventListener("abort", () => isAborted = true);
    return new Promise(() => {});
  });
  const outcomes = Array.from({ length: 5 }, () => mailer.send(MAIL));
  await time.tickAsync(30_000);
  await time.tickAsync(30_000);
  assertEquals(await Promise.all(outcomes), Array(5).fill(false));
  assertEquals(isAborted, true);
  assertEquals(complaints, [
    "mail cannot be sent: it was not taken within 30000 ms",
  ]);
});

Deno.test("of too much mail at once the rest is not sent, and the first in its turn", async () => {
  const taken: (() => void)[] = [];
  const [mailer, complaints] = mailerWith(() =>
    new Promise((resolve) => taken.push(resolve))
  );
  const outcomes = Array.from({ length: 104 }, () => mailer.send(MAIL));
  assertEquals(await mailer.send(MAIL), false);
  assertEquals(complaints, [
    "mail cannot be sent: too much of it waits already",
  ]);
  assertEquals(taken.length, 4);
  for (let next = taken.shift(); next !== undefined; next = taken.shift()) {
    next();
    await new Promise((resolve) => setTimeout(resolve));
  }
  assertEquals(await Promise.all(outcomes), Array(104).fill(true));
});

Deno.test("without settings for it no mail is sent", async () => {
  const complaints: string[] = [];
  const mailer = new Mailer(() => null, (text) => complaints.push(text));
  assertEquals(await mailer.send(MAIL), false);
  assertEquals(complaints, ["mail cannot be sent: none is set up"]);
});
