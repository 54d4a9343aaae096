import * as fs from "node:fs";
import * as path from "node:path";
import { HOST } from "../connection.ts";
import { findProgram, firstLine, makeCertificate } from "./programs.ts";
import {
  ALL_WAYS,
  type Limits,
  type Place,
  type Server,
  SERVER_NAME,
} from "./server.ts";

/**
 * What its `<connect>` says of one client. As shipped is as in its `inspircd.conf.example`, but that a client
 * may be on 100 channels, as with the others.
 */
const CLIENT_LIMITS: Record<Limits, string> = {
  off: `maxchans="1000" recvq="10M" softsendq="10M" hardsendq="10M"
  fakelag="no" threshold="1000000000" commandrate="1000000000"`,
  stock: `maxchans="100" recvq="10K" softsendq="10240" hardsendq="1M"
  fakelag="yes" threshold="10" commandrate="1000"`,
};

/** What the capabilities that the clients ask for are made of. */
const MODULES = ["cap", "ircv3_ctctags", "ircv3_batch"];

/** InspIRCd, which resolves no names here. */
export function findInspircd(name: string, limits: Limits): Server | string {
  const program = findProgram("inspircd");
  if (program === undefined) return "no program inspircd";
  return {
    name,
    title: "InspIRCd",
    version: firstLine(program, "--version"),
    ways: ALL_WAYS,
    launch: (place) => {
      const { folder } = place;
      const file = path.join(folder, "inspircd.conf");
      fs.writeFileSync(path.join(folder, "motd.txt"), "Benchmark\n");
      makeCertificate(folder);
      const text = configuration(place, limits) + websocket(place) + tls(place);
      fs.writeFileSync(file, text);
      return [
        program,
        "--config",
        file,
        "--nofork",
        "--runasroot",
        "--nopid",
        "--nolog",
      ];
    },
  };
}

function configuration({ folder, port }: Place, limits: Limits): string {
  const modules = limits === "off" ? [] : MODULES;
  return `<server name="${SERVER_NAME}" description="Benchmark" id="0AA" network="Bench">
<admin name="bench" nick="bench" email="bench@${SERVER_NAME}">
<bind address="${HOST}" port="${port}" type="clients">
<connect name="main" allow="*" timeout="60" pingfreq="3600" resolvehostnames="no"
  limit="1000000" localmax="1000000" globalmax="1000000" maxconnwarn="no"
  ${CLIENT_LIMITS[limits]}>
<performance softlimit="1000000" somaxconn="4096" netbuffersize="10240">
<files motd="${folder}/motd.txt">
${modules.map((module) => `<module name="${module}">\n`).join("")}`;
}

function tls({ folder, tlsPort }: Place): string {
  return `<module name="ssl_gnutls">
<sslprofile name="Clients" provider="gnutls" certfile="${folder}/cert.pem" keyfile="${folder}/key.pem"
  requestclientcert="yes">
<bind address="${HOST}" port="${tlsPort}" type="clients" sslprofile="Clients">
`;
}

function websocket({ websocketPort }: Place): string {
  return `<module name="sha1">
<module name="websocket">
<websocket defaultmode="text">
<wsorigin allow="*">
<bind address="${HOST}" port="${websocketPort}" type="clients" hook="websocket">
`;
}
