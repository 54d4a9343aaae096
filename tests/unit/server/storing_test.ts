import { Ticket } from "../../../src/net/admission.ts";
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { NO_ARCHIVE } from "../../../src/irc/state/archive.ts";
import { Core } from "../../../src/irc/core.ts";
import { PRIVILEGES } from "../../../src/irc/state/settings.ts";
import { Clock } from "../../../src/server/clock.ts";
import { Log } from "../../../src/server/log.ts";
import { Sessions } from "../../../src/server/sessions.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { testConfig } from "../../support/test_config.ts";

const ROOT = {
  name: "root",
  passwordHash: null,
  certificate: null,
  account: null,
  isAutomatic: false,
  hosts: [],
  class: "admin",
  privileges: PRIVILEGES,
};

/** A server of which it is told what happens, in order, and one operator. */
async function recorded(time: FakeTime) {
  const config = testConfig();
  const runtime = new MemoryRuntime();
  const core = Core.create(config, [], 0, NO_ARCHIVE);
  const happened: string[] = [];
  const { apply } = core;
  core.apply = (input) => {
    happened.push(input.kind === "line" ? input.text : input.kind);
    return apply.call(core, input);
  };
  const sessions = new Sessions(
    core,
    new Clock(),
    runtime,
    new Log(config.log, runtime),
    ({ kind }) => {
      if (kind !== "store") return;
      happened.push("written");
      return true;
    },
    config,
  );
  runtime.listen({ hostname: "::", port: 1, backlog: 1 }, {
    accept: (connection) =>
      sessions.accept(connection, {
        address: "192.0.2.1",
        secure: false,
        certificate: null,
        listener: "",
      }, new Ticket(true, null)),
    exhausted: () => {},
  });
  const client = runtime.connect();
  client.say("NICK root", "USER root 0 * :Root");
  await time.tickAsync(0);
  const user = core.network.findUser("root");
  if (user !== undefined) user.operator = ROOT;
  client.take();
  const { write } = client;
  client.write = (bytes) => {
    const text = new TextDecoder().decode(bytes);
    happened.push(`sent ${text.match(/ set a K-line of /g)?.length ?? 0}`);
    return write.call(client, bytes);
  };
  happened.length = 0;
  return { client, happened };
}

Deno.test("records are written and answered before the next line, and before anything leaves", async () => {
  using time = new FakeTime();
  const { client, happened } = await recorded(time);
  const lines = ["PING x", "KLINE *@198.51.100.1 :x", "STATS k"];
  client.say(...lines);
  await time.tickAsync(0);
  const [ping, kline, stats] = lines;
  const order = [ping, kline, "written", "answer", stats, "sent 0"];
  assertEquals(happened, order);
});

Deno.test("what goes out before the turn ends tells of no record that is not written yet", async () => {
  using time = new FakeTime();
  const { client, happened } = await recorded(time);
  client.say("MODE root +s");
  const reason = "x".repeat(300);
  const masks = Array.from({ length: 250 }, (_, n) => `*@198.51.100.${n}`);
  client.say(...masks.map((mask) => `KLINE ${mask} :${reason}`));
  await time.tickAsync(0);
  let [written, told] = [0, 0];
  for (const what of happened) {
    if (what === "written") written++;
    if (!what.startsWith("sent ")) continue;
    told += Number(what.slice("sent ".length));
    assert(told <= written, `${told} told, ${written} written`);
  }
  assertEquals([told, written], [masks.length, masks.length]);
});
