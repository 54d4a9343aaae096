import { assertEquals, assertRejects } from "@std/assert";
import { listenAll, ListenFault } from "../../../src/net/listeners.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const NOBODY = { accept: () => null, exhausted() {} };
const serveNobody = () => {};
const PLACES = [6667, 6668, 6669].map((port) =>
  ({ kind: "plain", host: "::", port }) as const
);

Deno.test("all places are bound, in their order", async () => {
  const runtime = new MemoryRuntime();
  const bound = await listenAll(PLACES, NOBODY, serveNobody, runtime);
  const ports = bound.map(({ listener }) => listener.port);
  assertEquals(ports, [6667, 6668, 6669]);
});

Deno.test("where one cannot be bound, none is, and the error names it", async () => {
  const bound = new Set<number>();
  const runtime = new MemoryRuntime();
  runtime.listen = ({ hostname, port }) => {
    if (port === 6669) throw new Error("in use");
    bound.add(port);
    return { hostname, port, close: () => bound.delete(port) };
  };
  const fault = await assertRejects(
    () => listenAll(PLACES, NOBODY, serveNobody, runtime),
    ListenFault,
  );
  assertEquals(fault.message, "cannot listen on [::]:6669");
  assertEquals(bound.size, 0);
});
