import { assertEquals } from "@std/assert";

/** The floors of the house, the lowest first; a file imports from its own floor and those below. */
const FLOORS: readonly (readonly string[])[] = [
  ["src/irc/names/"],
  ["src/irc/wire/"],
  ["src/irc/modes/"],
  ["src/irc/state/", "src/irc/effects.ts"],
  ["src/irc/inputs.ts"],
  ["src/irc/session/"],
  [
    "src/irc/accounts/",
    "src/irc/channels/",
    "src/irc/history/",
    "src/irc/information/",
    "src/irc/messages/",
    "src/irc/metadata/",
    "src/irc/operators/",
    "src/irc/services/",
    "src/irc/users/",
  ],
  ["src/irc/protocol.ts"],
  ["src/irc/snapshot.ts"],
  ["src/irc/core.ts"],
  ["src/runtime/succession.ts"],
  ["src/runtime/runtime.ts"],
  ["src/net/", "src/store/", "src/mail/"],
  ["src/web/"],
  ["src/config/"],
  ["src/server/"],
  ["src/cli/"],
  ["src/runtime/node/"],
  ["src/runtime/deno/", "src/runtime/bun/"],
  ["src/main.ts", "src/main_bun.ts"],
];

/** What holds the state may name each other's types. */
const MAY_NAME_EACH_OTHER = /^src\/irc\/state\//;

/** Who alone may import the adapters. */
const ADAPTERS: ReadonlyMap<string, string> = new Map([
  ["src/main.ts", "src/runtime/deno/"],
  ["src/main_bun.ts", "src/runtime/bun/"],
]);

const FORBIDDEN_IN_CORE =
  /\b(?:Deno|Bun|node:|Date\.now|performance|Math\.random|crypto\.|set(?:Timeout|Interval|Immediate)|queueMicrotask|async|await|Promise)\b/;

/** What answers as the engine's own tables of Unicode and of languages do. */
const ASKS_ENGINE = /\\[pP]\{|\.normalize\(|\bIntl\b|\.toLocale/;

const ROOT = new URL("../../", import.meta.url);

function sourceFiles(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) return sourceFiles(`${path}/`);
    return path.endsWith(".ts") ? [path] : [];
  });
}

function read(path: string): string {
  return Deno.readTextFileSync(new URL(path, ROOT));
}

function importsOf(path: string): string[] {
  // An example in a comment may set up what it shows from any floor.
  const code = read(path).replace(/^ *\/?\*.*$/gm, "");
  const specifiers = code.matchAll(/\bfrom\s+"(\.{1,2}\/[^"]+)"/g);
  return [...specifiers]
    .map(([, specifier]) => new URL(specifier, new URL(path, ROOT)).href)
    .map((href) => href.slice(ROOT.href.length))
    .filter((imported) => imported.startsWith("src/"));
}

function floorOf(path: string): number {
  return FLOORS.findIndex((floor) =>
    floor.some((place) =>
      path === place || place.endsWith("/") && path.startsWith(place)
    )
  );
}

const files = sourceFiles("src/");

Deno.test("every source file is on a floor", () => {
  assertEquals(files.filter((path) => floorOf(path) === -1), []);
});

Deno.test("a file imports from its own floor and those below", () => {
  const upwards = files.flatMap((path) =>
    importsOf(path)
      .filter((imported) => floorOf(imported) > floorOf(path))
      .map((imported) => `${path} imports ${imported}`)
  );
  assertEquals(upwards, []);
});

Deno.test("nothing but the state imports in a circle", () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]) => {
    if (above.includes(path)) {
      const circle = above.slice(above.indexOf(path));
      if (!circle.every((file) => MAY_NAME_EACH_OTHER.test(file))) {
        circles.push(circle.join(" > "));
      }
      return;
    }
    if (done.has(path)) return;
    for (const imported of importsOf(path)) visit(imported, [...above, path]);
    done.add(path);
  };
  for (const path of files) visit(path, []);
  assertEquals(circles, []);
});

Deno.test("only the two entries know an adapter, each its own", () => {
  const strangers = files
    .filter((path) => !/^src\/runtime\/(?:deno|bun)\//.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter((imported) => /^src\/runtime\/(?:deno|bun)\//.test(imported))
        .filter((imported) =>
          !imported.startsWith(ADAPTERS.get(path) ?? "none")
        )
        .map((imported) => `${path} imports ${imported}`)
    );
  assertEquals(strangers, []);
});

Deno.test("the core knows no runtime, no clock, no chance and no waiting", () => {
  const found = files.filter((path) => path.startsWith("src/irc/")).flatMap((
    path,
  ) =>
    withoutComments(read(path)).split("\n")
      .filter((line) => FORBIDDEN_IN_CORE.test(line))
      .map((line) => `${path}: ${line.trim()}`)
  );
  assertEquals(found, []);
});

Deno.test("the core asks no engine for its Unicode", () => {
  const found = files.filter((path) => path.startsWith("src/irc/"))
    .filter((path) => ASKS_ENGINE.test(withoutComments(read(path))));
  assertEquals(found, []);
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
