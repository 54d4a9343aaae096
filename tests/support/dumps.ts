/** A dump in the form in which another services package writes it. */
export function dumpOf(name: "anope" | "atheme"): string {
  return Deno.readTextFileSync(
    new URL(`dumps/${name}.db`, import.meta.url),
  );
}
