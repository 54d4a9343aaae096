import { assertEquals, assertThrows } from "@std/assert";
import { exportLines, parseExport } from "../../../src/store/exchange.ts";
import { DamagedRecords } from "../../../src/store/reading.ts";
import {
  accountChange,
  accountOf,
  banChange,
  banOf,
  channelChange,
  channelOf,
} from "../../support/records.ts";
import { START } from "../../support/test_network.ts";

const RECORDS = [
  accountChange("Ann"),
  channelChange(channelOf("#tea", "Ann")),
  banChange(banOf("192.0.2.1")),
];

Deno.test("what is exported is JSON with a record a line, and is imported as it was", () => {
  for (const count of [0, 1, 3]) {
    const lines = [...exportLines(RECORDS.slice(0, count))];
    assertEquals(lines.length, count + 2);
    const text = lines.join("\n");
    assertEquals(JSON.parse(text).records.length, count);
    assertEquals(parseExport(text, "x.json"), RECORDS.slice(0, count));
  }
});

for (const text of ["", "[]", "{}", '{"ircd": 3, "records": []}']) {
  Deno.test(`what was not exported is refused: ${text}`, () => {
    assertThrows(
      () => parseExport(text, "x.json"),
      Error,
      "x.json is not what `ircd export` prints",
    );
  });
}

Deno.test("what an older ircd has exported has no parties, and gets those that a migration gives", () => {
  const records = RECORDS.map(({ kind, key, value }) => {
    const { party: _, ...old } = { party: "", ...value };
    return { kind, key, value: old };
  });
  const text = JSON.stringify({ ircd: 1, records });
  const [ann, tea, ban] = parseExport(text, "x.json");
  assertEquals(
    ann,
    accountChange("Ann", {
      ...accountOf("Ann"),
      party: `${START - 2000}.ann`,
    }),
  );
  assertEquals(
    tea,
    channelChange(channelOf("#tea", "Ann", { party: `${START - 1000}.#tea` })),
  );
  assertEquals(ban, RECORDS[2]);
});

Deno.test("every damaged record is named, and none is imported", () => {
  const records = [
    { kind: "account", key: "x", value: {} },
    RECORDS[0],
    { kind: "ban", key: "y", value: null },
  ];
  const text = JSON.stringify({ ircd: 2, records });
  const fault = assertThrows(
    () => parseExport(text, "x.json"),
    DamagedRecords,
  );
  assertEquals(fault.complaints, [
    "x.json: the account x is damaged: name is missing",
    "x.json: the ban y is damaged: it must be Object",
  ]);
});
