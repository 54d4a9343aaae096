import { assertEquals, assertRejects } from "@std/assert";
import { listenAll, ListenFault } from "../../../src/net/listeners.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";
import { openGate } from "../../support/open_gate.ts";
import { placeAt } from "../../support/places.ts";

const NOBODY = { accept: () => null, exhausted() {} };
const PLACES = [6667, 6668, 6669].map((port) => placeAt({ host: "::", port }));

Deno.test("all places are bound, in their order", async () => {
  const runtime = new MemoryRuntime();
  const bound = await listenAll(PLACES, {
    runtime,
    gate: openGate,
    handler: NOBODY,
  });
  assertEquals(bound.map(({ port }) => port), [6667, 6668, 6669]);
});

Deno.test("where one cannot be bound, none is, and the error names it", async () => {
  const bound = new Set<number>();
  const runtime = new MemoryRuntime();
  runtime.listen = ({ hostname, port }) => {
    if (port === 6669) throw new Error("in use");
    bound.add(port);
    return {
      hostname,
      port,
      fd: null,
      letGo: () => Promise.resolve(),
      close: () => bound.delete(port),
      hold: () => true,
      release: () => {},
    };
  };
  const fault = await assertRejects(
    () => listenAll(PLACES, { runtime, gate: openGate, handler: NOBODY }),
    ListenFault,
  );
  assertEquals(fault.message, "cannot listen on [::]:6669");
  assertEquals(bound.size, 0);
});

Deno.test("the name of a listener is told with each connection", async () => {
  const runtime = new MemoryRuntime();
  const names: string[] = [];
  await listenAll([placeAt({ name: "office" })], {
    runtime,
    gate: openGate,
    handler: {
      accept(_, { listener }) {
        names.push(listener);
        return null;
      },
      exhausted() {},
    },
  });
  runtime.connect();
  assertEquals(names, ["office"]);
});

Deno.test("a place for HTTP is not bound where nothing speaks it", async () => {
  const fault = await assertRejects(
    () =>
      listenAll([placeAt({ kind: "http", port: 8080 })], {
        runtime: new MemoryRuntime(),
        gate: openGate,
        handler: NOBODY,
      }),
    ListenFault,
  );
  assertEquals(String(fault.cause), "Error: nothing here speaks HTTP");
});
