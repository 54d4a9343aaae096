import { assertEquals } from "@std/assert";
import { parseConfig } from "../../../src/config/config.ts";
import { ConfigError, nameOf } from "../../../src/config/mistake.ts";
import { noFiles } from "../../support/test_config.ts";

const HASH = `$scrypt$ln=15,r=8,p=1$${"s".repeat(22)}$${"h".repeat(43)}`;
const CLASS = [{ name: "a", privileges: ["kill"] }];

function mistakesIn(raw: unknown): string[] {
  try {
    parseConfig(raw, "1", noFiles);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ path, fault }) => `${nameOf(path)} ${fault}`);
  }
}

Deno.test("an operator is told by an account, with or without OPER", () => {
  const { operators } = parseConfig(
    {
      class: CLASS,
      operator: [
        { name: "ann", account: "Ann", auto: true, class: "a" },
        { name: "bob", account: "bob", password: HASH, class: "a" },
      ],
    },
    "1",
    noFiles,
  );
  assertEquals(
    operators.map(({ account, isAutomatic, passwordHash }) => [
      account,
      isAutomatic,
      passwordHash,
    ]),
    [["Ann", true, null], ["bob", false, HASH]],
  );
});

Deno.test("an operator without a proof, or with one that cannot come by itself, is a mistake", () => {
  assertEquals(
    mistakesIn({
      class: CLASS,
      operator: [
        { name: "ann", auto: true, class: "a" },
        { name: "bob", auto: true, password: HASH, class: "a" },
        { name: "eve", account: "two words", class: "a" },
      ],
    }),
    [
      "operator[2].account must be what a nickname may be",
      "operator[0].password is missing, and so are account and certfp",
      "operator[1].auto and password exclude each other",
    ],
  );
});

Deno.test("mistakes in roles are named", () => {
  const ranks = [
    ["o"],
    ["x #help"],
    ["o help"],
    ["o #a b"],
    ["o #a,b"],
    [" #a"],
    "o #a",
  ];
  assertEquals(
    mistakesIn({
      class: CLASS,
      operator: [{ name: "ann", account: "ann", class: "a" }],
      role: [
        { name: "ann" },
        { name: "b", privileges: ["fly"] },
        { name: "c" },
        { name: "c" },
        ...ranks.map((ranks, index) => ({ name: `r${index}`, ranks })),
      ],
    }).map((mistake) => mistake.replace(/ must be.*/, " must be ...")),
    [
      "role[1].privileges[0] must be ...",
      ...ranks.slice(0, -1).map((_, index) =>
        `role[${index + 4}].ranks[0] must be ...`
      ),
      "role[10].ranks must be ...",
      "role[0].name ann is an operator",
      "role[3].name c is there twice",
    ],
  );
});

Deno.test("a rank is for letters of ranks and a mask of channels", () => {
  const ranks = ["vo #help*", "q *", "h #a?"];
  const { roles } = parseConfig({ role: [{ name: "a", ranks }] }, "1", noFiles);
  assertEquals(roles[0].ranks, [
    { modes: "ov", channels: "#help*" },
    { modes: "q", channels: "*" },
    { modes: "h", channels: "#a?" },
  ]);
});
