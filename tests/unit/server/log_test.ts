import { assert, assertEquals, assertThrows } from "@std/assert";
import { LOG_CATEGORIES, type LogSettings } from "../../../src/config/log.ts";
import { NOTICE_KINDS } from "../../../src/irc/modes/index.ts";
import { Log } from "../../../src/server/log.ts";
import { MemoryProgram } from "../../support/memory_program.ts";
import { MemoryRuntime } from "../../support/memory_runtime.ts";

const SETTINGS: LogSettings = {
  format: "text",
  level: "info",
  addresses: "full",
  levels: {},
};

const WHO = { name: "ann!~ann", address: "192.0.2.77" };

function logged(
  settings: Partial<LogSettings>,
  write: (log: Log) => void,
): string[] {
  const runtime = new MemoryRuntime();
  write(new Log({ ...SETTINGS, ...settings }, runtime));
  return runtime.logged;
}

Deno.test("a line of text has the time, the level, the category and what happened", () => {
  const runtime = new MemoryRuntime();
  const log = new Log(SETTINGS, runtime);
  log.write("oper", "info", "{who} is now an operator", { who: WHO });
  const [line] = runtime.errors;
  const [time, ...words] = line.split(" ");
  assertEquals(new Date(time).toISOString(), time);
  assertEquals(
    words.join(" "),
    "info oper: ann!~ann@192.0.2.77 is now an operator",
  );
});

Deno.test("a line of JSON has the values apart, too", () => {
  const [line] = logged({ format: "json" }, (log) => {
    log.write("oper", "info", "{who} is {what}", { who: WHO, what: 'a "b"' });
  });
  const { time, ...rest } = JSON.parse(line);
  assertEquals(new Date(time).toISOString(), time);
  assertEquals(rest, {
    level: "info",
    category: "oper",
    message: 'ann!~ann@192.0.2.77 is a "b"',
    properties: { who: "ann!~ann@192.0.2.77", what: 'a "b"' },
  });
});

for (
  const [addresses, ...lines] of [
    ["full", "ann!~ann@192.0.2.77", "2001:db8:1:2::3", "*@192.0.2.7?"],
    ["network", "ann!~ann@192.0.2.0/24", "2001:db8:1::/48", "*"],
    ["none", "ann!~ann", "...", "*"],
  ] as const
) {
  for (const format of ["text", "json"] as const) {
    Deno.test(`addresses = "${addresses}" holds for ${format}`, () => {
      const written = logged({ addresses, format }, (log) => {
        const ipv6 = { address: "2001:db8:1:2::3" };
        const mask = { name: "*", address: "192.0.2.7?" };
        for (const who of [WHO, ipv6, mask]) {
          log.write("ban", "info", "{who}", { who });
        }
      });
      const messages = format === "text"
        ? written.map((line) => line.replace("info ban: ", ""))
        : written.map((line) => {
          const { message, properties } = JSON.parse(line);
          assertEquals(properties, { who: message });
          return message;
        });
      assertEquals(messages, lines);
    });
  }
}

Deno.test("what clients say is not logged", () => {
  for (const format of ["text", "json"] as const) {
    const [line] = logged({ format }, (log) => {
      log.notice({
        kind: "oper",
        template: "{asked} by {who}",
        values: { asked: { words: "secret" }, who: WHO },
      });
    });
    assert(line.includes("... by ann"), line);
    assert(!line.includes("secret"), line);
  }
});

Deno.test("nothing that is logged begins another line or steers a terminal", () => {
  for (const format of ["text", "json"] as const) {
    const lines = logged({ format }, (log) => {
      log.write("ban", "info", "{reason}", { reason: "a\r\nb\x1b[2J\x9b{c}" });
    });
    assertEquals(lines.length, 1);
    // deno-lint-ignore no-control-regex
    assert(!/[\0-\x1f]/.test(lines[0]), lines[0]);
  }
});

Deno.test("a category has the level that is set, or one of its own", () => {
  const settings = { level: "warning", levels: { oper: "debug" } } as const;
  assertEquals(
    logged(settings, (log) => {
      log.write("oper", "debug", "a");
      log.write("ban", "info", "b");
      log.write("ban", "warning", "c");
    }),
    ["debug oper: a", "warning ban: c"],
  );
});

Deno.test("every kind of notices is a category", () => {
  for (
    const kind of Object.keys(NOTICE_KINDS) as (keyof typeof NOTICE_KINDS)[]
  ) {
    assert(kind in LOG_CATEGORIES, kind);
    const lines = logged({ level: "debug" }, (log) => {
      log.notice({ kind, template: "it", values: {} });
    });
    assertEquals(lines, [`${NOTICE_KINDS[kind].level} ${kind}: it`]);
  }
});

Deno.test("a file is written to at its end, and opened anew", () => {
  const runtime = new MemoryRuntime();
  runtime.files.set("a.log", "before\n");
  const log = new Log({ ...SETTINGS, file: "a.log" }, runtime);
  log.write("oper", "info", "one");
  const old = runtime.files.get("a.log");
  runtime.files.delete("a.log");
  log.reopen({ ...SETTINGS, file: "a.log" });
  log.write("oper", "info", "two");
  assert(/^before\n\S+ info oper: one\n$/.test(old ?? ""), old);
  const text = runtime.files.get("a.log") ?? "";
  assert(/^\S+ info oper: two\n$/.test(text), text);
  assertEquals(runtime.errors, []);
});

Deno.test("where the file cannot be opened anew, the log goes on as before", () => {
  const runtime = new MemoryRuntime();
  const log = new Log({ ...SETTINGS, file: "a.log" }, runtime);
  runtime.unwritable.add("b.log");
  log.reopen({ ...SETTINGS, file: "b.log", format: "json" });
  log.write("oper", "info", "on");
  const lines = (runtime.files.get("a.log") ?? "").trimEnd().split("\n");
  assertEquals(lines.map((line) => line.replace(/^\S+ /, "")), [
    "error config: the log goes on as before: b.log cannot be opened",
    "info oper: on",
  ]);
});

Deno.test("what the file does not take goes to standard error", () => {
  const runtime = new MemoryRuntime();
  const log = new Log({ ...SETTINGS, file: "a.log" }, runtime);
  runtime.unwritable.add("a.log");
  log.write("oper", "info", "full");
  assertEquals(runtime.logged, ["info oper: full"]);
});

Deno.test("a file that cannot be opened at the start is an error", () => {
  const runtime = new MemoryRuntime();
  runtime.unwritable.add("a.log");
  assertThrows(() => new Log({ ...SETTINGS, file: "a.log" }, runtime));
});

Deno.test("the server logs who comes and goes at debug, and no word that is said", async () => {
  await using program = new MemoryProgram();
  const config = program.runtime.files.get("ircd.toml");
  program.write("ircd.toml", `${config}\n[log]\nlevel = "debug"\n`);
  await program.start();
  const root = await program.operator();
  await program.say(root, "JOIN #a", "PRIVMSG #a :hush", "NICK ruth");
  await program.say(root, "KLINE *@198.51.100.1 :spam", "QUIT :hush");
  const session = /\S+-\d+(?= (?:comes|has))/;
  const lines = program.runtime.logged.map((line) =>
    line.replace(session, "S")
  );
  assertEquals(lines, [
    "debug listen: S comes from 192.0.2.1",
    "debug connect: root!~root@192.0.2.1 has connected",
    "info oper: root!~root@192.0.2.1 is now an operator (admin)",
    "debug nick: root!~root@192.0.2.1 is now ruth",
    "info ban: ruth set a K-line of *@198.51.100.1/32: spam",
    "debug quit: ruth!~root@192.0.2.1 has quit: ...",
    "debug listen: S has ended: Connection closed",
  ]);
});

Deno.test("a log that cannot be opened is named on one line, and the status is 1", async () => {
  await using program = new MemoryProgram();
  program.write("ircd.toml", '[log]\nfile = "no/ircd.log"\n');
  program.runtime.unwritable.add("no/ircd.log");
  await program.start();
  assertEquals(await program.ended(), "exit 1");
  assertEquals(program.runtime.errors, [
    "ircd: the log no/ircd.log cannot be opened",
  ]);
});
