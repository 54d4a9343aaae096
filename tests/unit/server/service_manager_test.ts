import { assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { ServiceManager } from "../../../src/server/service_manager.ts";
import { MemoryProgram } from "../../support/memory_program.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const SOCKET = { NOTIFY_SOCKET: "/run/notify" };

function runtimeWith(env: Readonly<Record<string, string>>): MemoryRuntime {
  const runtime = new MemoryRuntime();
  for (const [name, value] of Object.entries(env)) {
    runtime.environment.set(name, value);
  }
  return runtime;
}

Deno.test("systemd is told when the server is ready, reads again and stops", async () => {
  await using program = new MemoryProgram();
  const { environment, told, signals: _ } = program.runtime;
  environment.set("NOTIFY_SOCKET", "/run/notify");
  await program.start();
  assertEquals(told.splice(0), ["READY=1"]);
  program.runtime.signals?.reload();
  assertEquals(told.splice(0), ["RELOADING=1", "READY=1"]);
  program.runtime.signals?.stop();
  assertEquals(told, ["STOPPING=1"]);
});

Deno.test("RESTART is no stop: systemd is told which process is the service now", async () => {
  await using program = new MemoryProgram();
  const { runtime } = program;
  runtime.environment.set("NOTIFY_SOCKET", "/run/notify");
  await program.start();
  await program.say(await program.operator(), "RESTART");
  assertEquals(runtime.told, ["READY=1"]);
  runtime.successor.resolve(true);
  await program.turn();
  assertEquals(runtime.told, ["READY=1", "MAINPID=4712\nREADY=1"]);
});

Deno.test("the watchdog is told twice in its time, from ready on", async () => {
  using time = new FakeTime();
  const env = { ...SOCKET, WATCHDOG_USEC: "30000000", WATCHDOG_PID: "4711" };
  const runtime = runtimeWith(env);
  const service = new ServiceManager(runtime);
  await time.tickAsync(60_000);
  assertEquals(runtime.told, []);
  service.ready();
  service.ready();
  await time.tickAsync(30_000);
  assertEquals(runtime.told, [
    "READY=1",
    "READY=1",
    "WATCHDOG=1",
    "WATCHDOG=1",
  ]);
  service.close();
  await time.tickAsync(60_000);
  assertEquals(runtime.told.length, 4);
});

Deno.test("a watchdog of another process is none of ours", async () => {
  using time = new FakeTime();
  const env = { ...SOCKET, WATCHDOG_USEC: "30000000", WATCHDOG_PID: "1" };
  const runtime = runtimeWith(env);
  new ServiceManager(runtime).ready();
  await time.tickAsync(60_000);
  assertEquals(runtime.told, ["READY=1"]);
});

Deno.test("who takes over is told, and nothing after it", async () => {
  using time = new FakeTime();
  const runtime = runtimeWith({ ...SOCKET, WATCHDOG_USEC: "30000000" });
  const service = new ServiceManager(runtime);
  service.ready();
  service.handOver(4712);
  await time.tickAsync(60_000);
  assertEquals(runtime.told, ["READY=1", "MAINPID=4712\nREADY=1"]);
});

Deno.test("without systemd nobody is told, and where it cannot be that is said", async () => {
  const runtime = runtimeWith({ WATCHDOG_USEC: "30000000" });
  const service = new ServiceManager(runtime);
  service.ready();
  assertEquals([runtime.told, service.isUnreachable], [[], false]);

  await using program = new MemoryProgram();
  program.runtime.environment.set("NOTIFY_SOCKET", "/no/socket");
  await program.start();
  assertEquals(program.runtime.complaints, [
    "warning server: systemd cannot be told that the server runs",
  ]);
});
