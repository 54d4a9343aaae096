import { assertEquals, assertMatch } from "@std/assert";
import { type Program, PROGRAMS } from "./program.ts";
import { ServerProcess } from "./server_process.ts";

/**
 * Registers a test once for every runtime.
 *
 * @param name what holds
 * @param test a test that starts the program itself
 */
export function forEachProgram(
  name: string,
  test: (program: Program) => Promise<void>,
): void {
  for (const program of PROGRAMS) {
    Deno.test(`${program.runtime}: ${name}`, () => test(program));
  }
}

/**
 * Registers a test once for every runtime, each with a server that must end
 * well and have nothing to complain of.
 *
 * @param name what holds
 * @param test a test of a server that listens
 * @param flags what the server is started with besides its port
 * @param listeners in how many places it listens
 */
export function forEachServer(
  name: string,
  test: (server: ServerProcess) => Promise<void>,
  flags: readonly string[] = [],
  listeners = 1,
): void {
  forEachProgram(name, async (program) => {
    await using server = await ServerProcess.start(program, {
      flags: ["--port", "0", ...flags],
      listeners,
    });
    try {
      await test(server);
    } catch (error) {
      throw new Error(`Failed; the server said "${server.errors}"`, {
        cause: error,
      });
    }
    const { code, output, errors } = await server.stop();
    assertEquals({ code, errors }, { code: 0, errors: "" });
    assertMatch(output, new RegExp(`^(?:[^\n]+\n){${listeners}}$`));
  });
}
