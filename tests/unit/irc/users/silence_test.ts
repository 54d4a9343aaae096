import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

const END = ":irc.test 272 ann ann :End of /SILENCE list";

Deno.test("SILENCE puts masks on the list, takes them off and shows it", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("SILENCE"), [END]);
  assertEquals(ann.send("SILENCE +bob,*@192.0.2.9", "SILENCE eve!*@*"), [
    ":ann!~ann@192.0.2.1 SILENCE +bob!*@*",
    ":ann!~ann@192.0.2.1 SILENCE +*!*@192.0.2.9",
    ":ann!~ann@192.0.2.1 SILENCE +eve!*@*",
  ]);
  assertEquals(ann.send("SILENCE -BOB,-eve"), [
    ":ann!~ann@192.0.2.1 SILENCE -BOB!*@*",
    ":ann!~ann@192.0.2.1 SILENCE -eve!*@*",
  ]);
  assertEquals(ann.send("SILENCE"), [
    ":irc.test 271 ann ann *!*@192.0.2.9",
    END,
  ]);
  ann.send("SILENCE -*@192.0.2.9");
  assertEquals(ann.send("SILENCE"), [END]);
});

Deno.test("SILENCE says nothing of a mask that is there already, or is not", () => {
  const ann = new TestNetwork().register("ann");
  ann.send("SILENCE +bob");
  assertEquals(ann.send("SILENCE +BOB,-eve"), []);
});

Deno.test("SILENCE is refused with 511 on a full list", () => {
  const ann = new TestNetwork({}, { silence: 1 }).register("ann");
  ann.send("SILENCE +bob");
  assertEquals(ann.send("SILENCE +eve"), [
    ":irc.test 511 ann eve!*@* :Your silence list is full",
  ]);
});

Deno.test("SILENCE refuses a mask that is too long", () => {
  const ann = new TestNetwork({}, { mask: 9 }).register("ann");
  assertEquals(ann.send("SILENCE +12345", "SILENCE +123456"), [
    ":ann!~ann@192.0.2.1 SILENCE +12345!*@*",
    ":irc.test 400 ann SILENCE :The mask is too long",
  ]);
});
