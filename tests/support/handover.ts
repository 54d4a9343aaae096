import { assertEquals } from "@std/assert";
import { hashPassword } from "../../src/config/passwords.ts";
import { pairFor } from "./certificates.ts";
import { withFolder } from "./folder.ts";
import { PROGRAMS } from "./program.ts";
import { complaintsIn, ServerProcess } from "./server_process.ts";
import { TRUSTING } from "./trusting.ts";

/** The certificate of the servers, for a.test. */
export const CERTIFICATE = pairFor(["a.test"]);
const HASH = await hashPassword("open sesame");

/** Their configuration. */
export const CONFIG = `[[listen]]
host = "127.0.0.1"
port = 0

[[listen]]
port = 0
tls = true

[[listen]]
kind = "http"
port = 0

[[listen]]
path = "ircd.sock"

[[listen]]
host = "127.0.0.1"
port = 0
proxy = ["127.0.0.1"]

[server]
send-queue = 33554432

[[tls]]
certificate = "cert.pem"
key = "key.pem"

[[class]]
name = "admin"
privileges = ["die"]

[[operator]]
name = "root"
password = "${HASH}"
class = "admin"

[[account]]
name = "alice"
password = "${HASH}"
${TRUSTING}`;

const BUN = PROGRAMS.filter(({ runtime }) => runtime === "bun");

/** Registers a test of connections that are handed over, for the runtime that can. */
export function handoverTest(
  name: string,
  test: (server: ServerProcess, folder: string) => Promise<void>,
  { isCopied = false, more = "" } = {},
): void {
  for (const program of BUN) {
    Deno.test(`${program.runtime}: ${name}`, () => {
      const files = {
        "ircd.toml": CONFIG + more,
        "cert.pem": CERTIFICATE.certificate,
        "key.pem": CERTIFICATE.key,
      };
      return withFolder(files, async (folder) => {
        const flags = ["--config", `${folder}/ircd.toml`];
        const options = { flags, folder, listeners: 5 };
        const file = `${folder}/ircd`;
        if (isCopied) await Deno.copyFile(program.command[0], file);
        await using server = await ServerProcess.start(
          isCopied ? { ...program, command: [file] } : program,
          options,
        );
        try {
          await test(server, folder);
        } catch (error) {
          throw new Error(`Failed; the server said "${server.errors}"`, {
            cause: error,
          });
        }
        assertEquals(complaintsIn(server.errors), "");
      });
    });
  }
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets a new process take over, and waits until it has. */
export async function upgrade(server: ServerProcess): Promise<void> {
  server.signal("SIGUSR2");
  await server.successor();
}
