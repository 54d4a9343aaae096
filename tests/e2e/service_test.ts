import { assert, assertEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import { within } from "../support/within.ts";

/** A socket of datagrams, as systemd has one: the tests have all permissions, but not the flag for this API. */
class NotifySocket implements Disposable {
  readonly path: string;
  readonly #process: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(folder: string) {
    this.path = `${folder}/notify`;
    const script = `
      const { path } = JSON.parse(Deno.args[0]);
      const socket = Deno.listenDatagram({ transport: "unixpacket", path });
      console.log("listens");
      for await (const [bytes] of socket) {
        console.log(new TextDecoder().decode(bytes));
      }`;
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["eval", "--quiet", "--unstable-net", script],
        JSON.stringify({ path: this.path }),
      ],
      stdout: "piped",
    }).spawn();
    this.#reader = this.#process.stdout.pipeThrough(new TextDecoderStream())
      .getReader();
  }

  /** Waits until it has been told a line, and forgets what came before. */
  async heard(line: string): Promise<void> {
    const wanted = `${line}\n`;
    while (!this.#text.includes(wanted)) {
      const { value } = await within(10_000, line, this.#reader.read());
      this.#text += value ?? "";
    }
    this.#text = this.#text.slice(this.#text.indexOf(wanted) + wanted.length);
  }

  [Symbol.dispose](): void {
    this.#process.kill();
  }
}

forEachProgram(
  "systemd is told that the server is ready, lives, reads again and stops",
  async (program) => {
    const folder = await Deno.makeTempDir();
    using socket = new NotifySocket(folder);
    await socket.heard("listens");
    await using server = await ServerProcess.start(program, {
      env: { NOTIFY_SOCKET: socket.path, WATCHDOG_USEC: "200000" },
    });
    await socket.heard("READY=1");
    await socket.heard("WATCHDOG=1");
    await socket.heard("WATCHDOG=1");
    server.signal("SIGHUP");
    await socket.heard("RELOADING=1");
    await socket.heard("READY=1");
    server.signal("SIGTERM");
    await socket.heard("STOPPING=1");
    const { code, errors } = await server.ended();
    assertEquals([code, errors.includes("systemd")], [0, false]);
    await Deno.remove(folder, { recursive: true });
  },
);

/** @returns false if this machine has no such program */
async function has(command: string): Promise<boolean> {
  try {
    await new Deno.Command(command, { args: ["--version"] }).output();
    return true;
  } catch {
    return false;
  }
}

forEachProgram(
  "systemd-analyze verify finds nothing in the unit, where it is installed",
  async (program) => {
    const { output } = await run(program, { flags: ["systemd-unit"] });
    assert(output.includes("Type=notify\n"));
    if (!await has("systemd-analyze")) return;
    const folder = await Deno.makeTempDir();
    const unit = `${folder}/ircd.service`;
    await Deno.writeTextFile(
      unit,
      output.replace("/usr/local/bin/ircd", "/bin/true"),
    );
    const { code, stderr } = await new Deno.Command("systemd-analyze", {
      args: ["verify", unit],
    }).output();
    const said = new TextDecoder().decode(stderr);
    assertEquals({ code, said }, { code: 0, said: "" });
    await Deno.remove(folder, { recursive: true });
  },
);

forEachProgram(
  "every shell that is installed takes its completions",
  async (program) => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const flags = ["completions", shell];
      const { code, output } = await run(program, { flags });
      assertEquals(code, 0);
      if (!await has(shell)) continue;
      const file = await Deno.makeTempFile();
      await Deno.writeTextFile(file, output);
      const check = await new Deno.Command(shell, { args: ["-n", file] })
        .output();
      const said = new TextDecoder().decode(check.stderr);
      assertEquals({ code: check.code, said }, { code: 0, said: "" });
      await Deno.remove(file);
    }
  },
);

forEachProgram(
  "variables of the environment set keys, and a mistake names them",
  async (program) => {
    const env = { IRCD__SERVER__NAME: "irc.env", IRCD__LISTEN__0__PORT: "0" };
    await using server = await ServerProcess.start(program, { flags: [], env });
    assert(server.announcement.includes("(irc.env)"), server.announcement);
    const wrong = { IRCD__SERVER__PORT: "irc", IRCD__SERVER__NAEM: "x" };
    assertEquals(
      (await run(program, { flags: [], env: wrong })).errors,
      "ircd: IRCD__SERVER__NAEM is no setting\n",
    );
  },
);
