import { assertEquals } from "@std/assert";
import { CONFIG, MemoryProgram } from "../../support/memory_program.ts";
import type { MemoryConnection } from "../../support/memory_runtime.ts";

const TOLD = ":irc.test NOTICE * :*** The server is upgraded: connect again; " +
  "this connection ends within 10 seconds";

function farewell(nick: string): string {
  return `ERROR :Closing link: ${nick}[192.0.2.1] (Server upgraded)`;
}

/** A process has been asked to take over, and listens. */
async function takenOver(program: MemoryProgram): Promise<void> {
  program.runtime.signals?.upgrade();
  await program.turn();
  program.runtime.successor.resolve(true);
  await program.turn();
}

async function registered(
  program: MemoryProgram,
  ...nicks: string[]
): Promise<MemoryConnection[]> {
  const clients: MemoryConnection[] = [];
  for (const nick of nicks) {
    const client = await program.register(nick);
    client.take();
    clients.push(client);
  }
  return clients;
}

Deno.test("SIGUSR2 starts a process that is passed every socket; this one goes on until that listens", async () => {
  await using program = await new MemoryProgram().start();
  const { runtime } = program;
  const [ann] = await registered(program, "ann");
  runtime.signals?.upgrade();
  await program.turn();
  assertEquals(runtime.passed, [
    { host: "::", path: null, port: 7000, boundPort: 7000, fd: 4 },
  ]);
  assertEquals([runtime.listening, ann.state], [1, "open"]);
  const late = await program.register("late");
  assertEquals(late.take()[1].split(" ")[1], "001");
  runtime.successor.resolve(true);
  await program.turn();
  assertEquals(runtime.listening, 0);
});

Deno.test("clients are told, let go in the time that is set, and the last ends the process", async () => {
  await using program = await new MemoryProgram().start();
  const nicks = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
  const clients = await registered(program, ...nicks);
  await takenOver(program);
  for (const client of clients) assertEquals(client.take()[0], TOLD);
  const open = () => clients.filter(({ state }) => state === "open").length;
  const counts: number[] = [];
  for (let second = 0; second < 10; second++) {
    counts.push(open());
    await program.pass(1000);
  }
  assertEquals(counts, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  assertEquals(open(), 0);
  assertEquals(await program.ended(), "exit 0");
  assertEquals(program.runtime.complaints, []);
});

Deno.test("who is let go is told why, and so are those who see it", async () => {
  await using program = await new MemoryProgram().start();
  const [ann, bob] = await registered(program, "ann", "bob");
  await program.say(ann, "JOIN #a");
  await program.say(bob, "JOIN #a");
  ann.take();
  await takenOver(program);
  assertEquals(ann.take().slice(-1), [farewell("ann")]);
  assertEquals(bob.take(), [
    TOLD,
    ":ann!~ann@192.0.2.1 QUIT :Server upgraded",
  ]);
});

Deno.test("drain-time = 0 lets all go at once", async () => {
  await using program = new MemoryProgram();
  program.write("ircd.toml", CONFIG.replace("port", "drain-time = 0\nport"));
  await program.start();
  const clients = await registered(program, "ann", "bob");
  await takenOver(program);
  for (const client of clients) {
    assertEquals(client.take().at(-1), "ERROR :Server upgraded");
  }
  assertEquals(await program.ended(), "exit 0");
});

Deno.test("operators are told who has taken over, systemd is told, and it is logged", async () => {
  await using program = new MemoryProgram();
  program.runtime.environment.set("NOTIFY_SOCKET", "/run/notify");
  await program.start();
  const root = await program.operator();
  await takenOver(program);
  const text = "process 4712 has taken over from this one";
  assertEquals(root.take()[0], `:irc.test NOTICE * :*** ${text}`);
  assertEquals(program.runtime.logged.at(-1), `info server: ${text}`);
  program.runtime.signals?.stop();
  assertEquals(program.runtime.told, ["READY=1", "MAINPID=4712\nREADY=1"]);
});

Deno.test("a process that does not start leaves all as it was, and another may", async () => {
  await using program = await new MemoryProgram().start();
  const { runtime } = program;
  const root = await program.operator();
  runtime.signals?.upgrade();
  await program.turn();
  runtime.successor.resolve(false);
  await program.turn();
  const text = "the new process has not started; this one goes on";
  assertEquals(root.take(), [`:irc.test NOTICE * :*** ${text}`]);
  assertEquals(runtime.complaints, [`warning server: ${text}`]);
  assertEquals([runtime.listening, root.state], [1, "open"]);
  assertEquals(await program.say(root, "KLINE *@198.51.100.* :spam"), [
    ":irc.test NOTICE * :*** root set a K-line of *@198.51.100.*: spam",
  ]);
  runtime.successor = Promise.withResolvers();
  await takenOver(program);
  assertEquals(runtime.listening, 0);
});

Deno.test("where no process can take over, that is said", async () => {
  await using program = await new MemoryProgram().start();
  program.runtime.startSuccessor = () => null;
  program.runtime.signals?.upgrade();
  await program.turn();
  assertEquals(program.runtime.complaints, [
    "warning server: no process can take over on this system; this one goes on",
  ]);
});

Deno.test("a configuration with a mistake starts nothing", async () => {
  await using program = await new MemoryProgram().start();
  program.write("ircd.toml", "[server]\nprot = 1\n");
  program.runtime.signals?.upgrade();
  await program.turn();
  assertEquals(program.runtime.passed, null);
  assertEquals(program.runtime.complaints.length, 1);
});

Deno.test("once another process keeps the records, this one does not write them", async () => {
  await using program = await new MemoryProgram().start();
  const root = await program.operator();
  await program.register("ann");
  program.runtime.signals?.upgrade();
  await program.turn();
  const lines = await program.say(root, "KLINE *@198.51.100.* :spam");
  assertEquals(
    lines.at(-1),
    ":irc.test NOTICE * :*** What was changed holds, but cannot be saved for the next start; that is tried again",
  );
  assertEquals(program.runtime.complaints, [
    "warning store: records cannot be written: another process keeps them",
  ]);
});

for (const state of ["starting", "draining"] as const) {
  Deno.test(`a signal ends a server whose successor is ${state}`, async () => {
    await using program = await new MemoryProgram().start();
    const [ann] = await registered(program, "ann", "bob");
    if (state === "draining") await takenOver(program);
    else {
      program.runtime.signals?.upgrade();
      await program.turn();
    }
    program.runtime.signals?.stop();
    assertEquals(await program.ended(), "exit 0");
    assertEquals(program.runtime.stopped, state === "starting");
    assertEquals(ann.state, "ended");
  });
}

Deno.test("a process that takes over says so once it listens, with the sockets that nobody wants", async () => {
  await using program = new MemoryProgram();
  const { runtime } = program;
  const kept = { host: "::", path: null, port: 7000, boundPort: 7000, fd: 4 };
  const unused = { host: "::", path: null, port: 7001, boundPort: 7001, fd: 5 };
  const said: unknown[] = [];
  const used: unknown[] = [];
  const { listen } = runtime;
  runtime.listen = (options, handler) => {
    used.push(options.inherited);
    return listen.call(runtime, options, handler);
  };
  runtime.before = {
    sockets: [unused, kept],
    cloakKey: "secret",
    takeOver: () => null,
    started: (sockets) => said.push(sockets, runtime.listening),
  };
  await program.start();
  assertEquals(used, [kept]);
  assertEquals(said, [[unused], 1]);
});
