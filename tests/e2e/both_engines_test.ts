import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url).pathname;
const SCRIPT = `${ROOT}tests/support/engine_answers.ts`;

async function outputOf(command: string, ...args: string[]): Promise<string> {
  const PATH = `${Deno.env.get("PATH")}:${ROOT}.tools`;
  const options = { args, env: { PATH }, cwd: ROOT };
  const { code, stdout, stderr } = await new Deno.Command(command, options)
    .output();
  const [output, errors] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  assertEquals({ code, errors }, { code: 0, errors: "" });
  return output;
}

Deno.test("both engines say the same of every code point", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const bundle = `${folder}/answers.js`;
    const options = ["--quiet", "--platform", "deno", "--output", bundle];
    await outputOf(Deno.execPath(), "bundle", ...options, SCRIPT);
    const [onDeno, onBun] = await Promise.all([
      outputOf(Deno.execPath(), "run", "--quiet", "--no-config", bundle),
      outputOf("bun", bundle),
    ]);
    assertEquals(onBun.split("\n"), onDeno.split("\n"));
    assertEquals(onDeno.includes("isNickname"), true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
