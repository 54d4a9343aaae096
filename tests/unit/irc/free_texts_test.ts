import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../support/test_network.ts";

// Most clients send these commands as they were typed, without a colon before the text.
const COMMANDS: readonly (readonly [line: string, seen: string])[] = [
  ["KILL bob", "KILL bob :spam and eggs"],
  ["WALLOPS", "WALLOPS :spam and eggs"],
  ["SAPART bob #a", "PART #a :spam and eggs"],
  ["SETNAME", "SETNAME :spam and eggs"],
  ["RENAME #a #b", "RENAME #a #b :spam and eggs"],
];

for (const [line, seen] of COMMANDS) {
  for (const text of [":spam and eggs", "spam and eggs", "spam :and eggs"]) {
    Deno.test(`${line} ${text} has a text of three words`, () => {
      const network = new TestNetwork();
      const [root, bob] = network.channel("#a", "root", "bob");
      root.send("OPER root secret");
      bob.enable("setname", "draft/channel-rename").send("MODE bob +w");
      bob.take();
      root.send(`${line} ${text}`);
      assertEquals(bob.take()[0].split(" ").slice(1).join(" "), seen);
    });
  }
}

Deno.test("REDACT without a colon keeps all words of its reason", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) {
    client.enable("message-tags", "echo-message", "draft/message-redaction");
  }
  const [said] = ann.send("PRIVMSG #a :oops");
  const id = /msgid=([^ ;]+)/.exec(said)?.[1];
  bob.take();
  ann.send(`REDACT #a ${id} spam and eggs`);
  assertEquals(bob.take()[0].endsWith(` ${id} :spam and eggs`), true);
});
