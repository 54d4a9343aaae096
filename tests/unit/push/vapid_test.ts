import { assertEquals, assertNotEquals } from "@std/assert";
import { withPushKey } from "../../../src/push/push_key.ts";
import { Vapid } from "../../../src/push/vapid.ts";
import { MemoryStore } from "../../../src/store/record_store.ts";
import type { PushKey } from "../../../src/irc/state/push.ts";
import { senderOf } from "../../support/push_service.ts";

const CONTACT = "mailto:irc@example.org";
const NOW = 1_800_000_000;
const HOUR = 3600;

function keyIn(store: MemoryStore): PushKey {
  const [change] = withPushKey(store.read(), store, 1);
  if (change.kind !== "push-key" || change.value === null) {
    throw new Error("there is no key");
  }
  return change.value;
}

Deno.test("the key is made once, and kept", () => {
  const store = new MemoryStore();
  const key = keyIn(store);
  assertEquals(keyIn(store), key);
  assertEquals(store.read().length, 1);
  assertNotEquals(keyIn(new MemoryStore()), key);
});

Deno.test("a token names the push service, its end and whom to write to, and the key has signed it", async () => {
  // Some numbers begin with zeros.
  for (let count = 0; count < 300; count++) {
    const key = keyIn(new MemoryStore());
    assertEquals([key.publicKey.length, key.privateKey.length], [87, 43]);
    if (count > 20) continue;
    const vapid = new Vapid(key, CONTACT);
    const authorization = await vapid.authorization("https://a.test", NOW);
    const push = {
      method: "POST",
      path: "/",
      headers: { authorization },
      body: new Uint8Array(),
    };
    assertEquals(await senderOf(push, key.publicKey), {
      aud: "https://a.test",
      exp: NOW + 12 * HOUR,
      sub: CONTACT,
    });
  }
});

Deno.test("a token is used again until half of its time is over, and at its push service alone", async () => {
  const vapid = new Vapid(keyIn(new MemoryStore()), CONTACT);
  const first = await vapid.authorization("https://a.test", NOW);
  const at = (seconds: number, origin = "https://a.test") =>
    vapid.authorization(origin, NOW + seconds);
  assertEquals(await at(6 * HOUR - 1), first);
  assertNotEquals(await at(0, "https://b.test"), first);
  const second = await at(6 * HOUR);
  assertNotEquals(second, first);
  assertEquals(await at(7 * HOUR), second);
});
