import { assertEquals } from "@std/assert";
import { PROGRAMS } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";

Deno.test("bun: the executable alone, without environment, is a server", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const [, { command: [built] }] = PROGRAMS;
    await Deno.mkdir(`${folder}/empty`);
    await Deno.copyFile(built, `${folder}/ircd`);
    const program = {
      runtime: "bun",
      command: [`${folder}/ircd`],
    } as const;
    await using server = await ServerProcess.start(program, {
      folder: `${folder}/empty`,
      bare: true,
    });
    const client = await server.register("alice");
    await client.send("QUIT");
    await client.remaining();
    const { code, errors } = await server.stop();
    assertEquals({ code, errors }, { code: 0, errors: "" });
    assertEquals([...Deno.readDirSync(`${folder}/empty`)], []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
