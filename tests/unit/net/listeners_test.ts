import { assertEquals, assertThrows } from "@std/assert";
import { listenAll, ListenFault } from "../../../src/net/listeners.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const NOBODY = { accept: () => null, exhausted() {} };
const PLACES = [6667, 6668, 6669].map((port) =>
  ({ kind: "plain", host: "::", port }) as const
);

Deno.test("all places are bound, in their order", () => {
  const listeners = listenAll(PLACES, NOBODY, new MemoryRuntime());
  assertEquals(listeners.map(({ port }) => port), [6667, 6668, 6669]);
});

Deno.test("where one cannot be bound, none is, and the error names it", () => {
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
    };
  };
  const fault = assertThrows(
    () => listenAll(PLACES, NOBODY, runtime),
    ListenFault,
  );
  assertEquals(fault.message, "cannot listen on [::]:6669");
  assertEquals(bound.size, 0);
});
