import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url).pathname;

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

/**
 * Runs a script on Deno and on Bun.
 *
 * @param script its path in the repository
 * @param input what it is given: the text of the file that its first argument names
 * @returns the lines that it prints on each
 */
export async function onBothEngines(
  script: string,
  input: string,
): Promise<{ deno: string[]; bun: string[] }> {
  const folder = await Deno.makeTempDir();
  try {
    const [bundle, file] = [`${folder}/script.js`, `${folder}/input`];
    await Deno.writeTextFile(file, input);
    const options = ["--quiet", "--platform", "deno", "--output", bundle];
    await outputOf(Deno.execPath(), "bundle", ...options, `${ROOT}${script}`);
    const run = ["run", "--quiet", "--no-config", "--allow-read", bundle, file];
    const [deno, bun] = await Promise.all([
      outputOf(Deno.execPath(), ...run),
      outputOf("bun", bundle, file),
    ]);
    return { deno: deno.split("\n"), bun: bun.split("\n") };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
