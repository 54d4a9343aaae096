import { assertEquals, assertThrows } from "@std/assert";
import type { SettingPath } from "../../../src/config/mistake.ts";
import {
  lineOf,
  parseConfigFile,
  SyntaxFault,
} from "../../../src/config/file.ts";

const FILE = `# A server
[server]
name = "irc.example.org"

admin = [
  "Here",
]
"cloak-key"="secret"
 [ channels ]
  modes = "nt"

[[class]]
name = "admin"
privileges = ["kill", "fly"]

[[operator]]
name = "root"
class = "admin"

[[operator]]
class = "admin" # name = "none"

[limits]
nickname = 9
`;

const LINES: readonly [line: number, ...path: SettingPath][] = [
  [2, "server"],
  [3, "server", "name"],
  [5, "server", "admin"],
  [5, "server", "admin", 0],
  [8, "server", "cloak-key"],
  [9, "channels"],
  [10, "channels", "modes"],
  [12, "class", 0],
  [13, "class", 0, "name"],
  [14, "class", 0, "privileges", 1],
  [16, "operator", 0],
  [17, "operator", 0, "name"],
  [18, "operator", 0, "class"],
  [21, "operator", 1, "class"],
  [23, "limits"],
  [24, "limits", "nickname"],
];

for (const [line, ...path] of LINES) {
  Deno.test(`${path.join(" ")} stands on line ${line}`, () => {
    assertEquals(lineOf(FILE, path), line);
    assertEquals(lineOf(FILE.replaceAll("\n", "\r\n"), path), line);
  });
}

for (
  const [line, ...path] of [
    [2, "server", "port"],
    [16, "operator", 0, "password"],
    [20, "operator", 1, "name"],
    [1, "users", "modes"],
  ] as const
) {
  Deno.test(`${path.join(" ")} is missing on line ${line}`, () => {
    assertEquals(lineOf(FILE, path), line);
  });
}

Deno.test("a key with dots, and a table within a line, have a line too", () => {
  const file = 'server.port = 1\nlimits = { topic = 0 }\n"users".modes = ""\n';
  assertEquals(lineOf(file, ["server", "port"]), 1);
  assertEquals(lineOf(file, ["limits", "topic"]), 2);
  assertEquals(lineOf(file, ["users", "modes"]), 3);
});

Deno.test("a configuration file is TOML", () => {
  const { server, channels, class: classes, operator, limits } =
    parseConfigFile(FILE);
  assertEquals({ server, channels, classes, operator, limits }, {
    server: {
      name: "irc.example.org",
      admin: ["Here"],
      "cloak-key": "secret",
    },
    channels: { modes: "nt" },
    classes: [{ name: "admin", privileges: ["kill", "fly"] }],
    operator: [{ name: "root", class: "admin" }, { class: "admin" }],
    limits: { nickname: 9 },
  });
  assertEquals(Object.keys(parseConfigFile("")), []);
  assertEquals(Object.keys(parseConfigFile("# nothing\n\n")), []);
});

for (
  const [text, line, fault] of [
    ["[server\n", 1, 'Not closed by "]" after started with "["'],
    ["[server]\nport\n", 2, 'key/value pair doesn\'t have "="'],
    [
      "[server]\n\nport = many\n",
      3,
      "Cannot parse value",
    ],
    ["[server]\nname = 'x\n", 2, "Single-line string cannot contain EOL"],
    ["[server]\nport = 0667\n", 2, "Cannot parse value"],
    ["[server]\n= 1\n", 2, 'Unexpected character: "="'],
  ] as const
) {
  Deno.test(`no TOML on line ${line}: ${JSON.stringify(text)}`, () => {
    const error = assertThrows(() => parseConfigFile(text), SyntaxFault);
    assertEquals([error.line, error.fault], [line, fault]);
  });
}

for (
  const text of ['[server]\nname = """x\n', "[server]\nadmin = [\n  'x',\n"]
) {
  Deno.test(`what is not closed is missed within the file: ${JSON.stringify(text)}`, () => {
    const { line, fault } = assertThrows(
      () => parseConfigFile(text),
      SyntaxFault,
    );
    assertEquals(line > 1 && line <= text.split("\n").length, true);
    assertEquals(/\n/.test(fault), false);
  });
}
