// A browser's own WebSocket, in headless Chromium: `make test-browser`.

import { assertEquals, assertMatch } from "@std/assert";
import { type Browser, chromium } from "playwright-core";
import { forEachProgram } from "../support/for_each.ts";
import { ServerProcess } from "../support/server_process.ts";
import { within } from "../support/within.ts";

/** Milliseconds that a page has. */
const PATIENCE = 20_000;

const executablePath = Deno.env.get("CHROMIUM");

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Root has no sandbox, and a container no large shared memory.
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** What a page does; it is carried out in the browser. */
interface Chat {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly lines: readonly string[];
  /** What the last message has */
  readonly last: string;
}

/** What came of it. */
interface Outcome {
  readonly protocol: string;
  readonly messages: readonly string[];
  /** Null while it is open */
  readonly code: number | null;
}

/** Has a page of a site chat. */
async function chat(
  browser: Browser,
  site: string,
  given: Chat,
): Promise<Outcome> {
  // Our own page may connect nowhere.
  const page = await browser.newPage({ bypassCSP: true });
  await page.goto(site);
  const outcome = page.evaluate(
    ({ last, lines, protocols, url }: Chat) =>
      new Promise<Outcome>((resolve) => {
        const socket = new WebSocket(url, [...protocols]);
        socket.binaryType = "arraybuffer";
        const decoder = new TextDecoder();
        const messages: string[] = [];
        const end = (code: number | null) =>
          resolve({ protocol: socket.protocol, messages, code });
        socket.onopen = () => lines.forEach((line) => socket.send(line));
        socket.onmessage = ({ data }) => {
          const text = typeof data === "string" ? data : decoder.decode(data);
          messages.push(text);
          if (text.includes(last)) end(null);
        };
        socket.onclose = ({ code }) => end(code);
      }),
    given,
  );
  return await within(PATIENCE, "the page has chatted", outcome);
}

forEachProgram("a browser chats", async (program) => {
  const flags = ["--port", "0", "--ws-port", "0"];
  const options = { flags, listeners: 2 };
  await using server = await ServerProcess.start(program, options);
  await using browser = await launch();
  const bob = await server.register("bob");
  await bob.send("JOIN #a");
  const site = `http://127.0.0.1:${server.webPort}`;
  const url = `ws://127.0.0.1:${server.webPort}`;
  for (const protocol of ["text.ircv3.net", "binary.ircv3.net"]) {
    const nick = protocol.split(".")[0];
    const outcome = await chat(browser, site, {
      url,
      protocols: [protocol],
      lines: [
        `NICK ${nick}`,
        `USER ${nick} 0 * :A browser`,
        "JOIN #a",
        "PRIVMSG #a :grüß dich",
        "PING last",
      ],
      last: "PONG irc.localhost :last",
    });
    assertEquals(outcome.protocol, protocol);
    assertEquals(outcome.code, null);
    assertEquals(outcome.messages.filter((line) => /[\r\n]/.test(line)), []);
    const heard = await bob.until(/PRIVMSG/);
    assertEquals(
      heard.at(-1),
      `:${nick}!~${nick}@127.0.0.1 PRIVMSG #a :grüß dich`,
    );
  }
});

forEachProgram(
  "a browser that says QUIT sees it closed in order",
  async (program) => {
    const flags = ["--port", "0", "--ws-port", "0"];
    const options = { flags, listeners: 2 };
    await using server = await ServerProcess.start(program, options);
    await using browser = await launch();
    const site = `http://127.0.0.1:${server.webPort}`;
    const { code, messages } = await chat(browser, site, {
      url: `ws://127.0.0.1:${server.webPort}`,
      protocols: ["text.ircv3.net"],
      lines: ["NICK ann", "USER ann 0 * :Ann", "QUIT :bye"],
      last: "nothing has this",
    });
    assertMatch(messages.at(-1) ?? "", /^ERROR :/);
    assertEquals(code, 1000);
  },
);

forEachProgram("the page of another site is refused", async (program) => {
  const file = await Deno.makeTempFile({ suffix: ".toml" });
  await Deno.writeTextFile(
    file,
    '[server]\nport = 0\nws-port = 0\n[web]\norigins = ["https://example.org"]\n',
  );
  const options = { flags: ["--config", file], listeners: 2 };
  await using server = await ServerProcess.start(program, options);
  await using browser = await launch();
  const site = `http://127.0.0.1:${server.webPort}`;
  const { code, messages } = await chat(browser, site, {
    url: `ws://127.0.0.1:${server.webPort}`,
    protocols: ["text.ircv3.net"],
    lines: [],
    last: "",
  });
  assertEquals({ code, messages }, { code: 1006, messages: [] });
  await Deno.remove(file);
});

forEachProgram("a browser shows the page", async (program) => {
  const flags = ["--port", "0", "--ws-port", "0"];
  const options = { flags, listeners: 2 };
  await using server = await ServerProcess.start(program, options);
  await using browser = await launch();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.webPort}`);
  assertEquals(await page.title(), "IRC");
});
