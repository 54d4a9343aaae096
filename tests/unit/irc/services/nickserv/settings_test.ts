import { assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { said, tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

const NAMES = "There are: enforce, private, history, replay.";

function start() {
  const network = new TestNetwork({}, {}, [
    accountChange("ann", accountOf("Ann")),
  ]);
  const zoe = network.register("zoe");
  network.logIn("zoe", "Ann");
  const settings = () =>
    network.core.network.records.accounts.get("ann")?.settings;
  return { network, zoe, settings };
}

Deno.test("SET changes a setting, in any case, and default takes that back", () => {
  const { settings, zoe } = start();
  assertEquals(tellNickServ(zoe, "SET PRIVATE On"), ["private: on"]);
  assertEquals(settings(), { private: "on" });
  assertEquals(tellNickServ(zoe, "GET private"), ["private: on"]);
  assertEquals(tellNickServ(zoe, "GET"), [
    "enforce: default",
    "private: on",
    "history: on",
    "replay: default",
  ]);
  assertEquals(tellNickServ(zoe, "SET private default"), ["private: off"]);
  assertEquals(settings(), {});
});

Deno.test("SET and GET tell which settings and values there are", () => {
  const { settings, zoe } = start();
  assertEquals(tellNickServ(zoe, "SET colour red"), [
    `There is no setting colour. ${NAMES}`,
  ]);
  assertEquals(tellNickServ(zoe, "GET __proto__"), [
    `There is no setting __proto__. ${NAMES}`,
  ]);
  assertEquals(tellNickServ(zoe, "SET enforce maybe"), [
    "enforce is one of strict, timeout, none, default.",
  ]);
  assertEquals(settings(), {});
});

Deno.test("another guard of nicknames holds for who has one now", () => {
  const { network, zoe } = start();
  const squatter = network.register("ann");
  squatter.take();
  tellNickServ(zoe, "SET enforce strict");
  assertEquals(
    squatter.take().map(said).at(-1),
    ":ann!~ann@192.0.2.1 NICK Guest-1",
  );
});
