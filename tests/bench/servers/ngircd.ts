import * as fs from "node:fs";
import * as path from "node:path";
import { HOST } from "../connection.ts";
import { findProgram, firstLine, makeCertificate } from "./programs.ts";
import { type Server, SERVER_NAME } from "./server.ts";

/** ngIRCd without limits; by itself it looks up the name and the ident of each client, in a process of its own. */
export function findNgircd(name: string, looksUp: boolean): Server | string {
  const program = findProgram("ngircd");
  if (program === undefined) return "no program ngircd";
  return {
    name,
    title: looksUp ? "ngIRCd with lookups" : "ngIRCd",
    version: firstLine(program, "--version"),
    ways: ["plain", "tls"],
    launch: ({ folder, port, tlsPort }) => {
      const file = path.join(folder, "ngircd.conf");
      const options = looksUp ? "" : "DNS = no\nIdent = no\n";
      makeCertificate(folder);
      const tls =
        `[SSL]\nCertFile = ${folder}/cert.pem\nKeyFile = ${folder}/key.pem\nPorts = ${tlsPort}\n`;
      fs.writeFileSync(file, configuration(port, options) + tls);
      return [program, "-n", "-f", file];
    },
  };
}

/** All that throttles or limits is off. Started by root, it becomes `nobody` by itself. */
function configuration(port: number, options: string): string {
  return `[Global]
Name = ${SERVER_NAME}
Info = Benchmark
Listen = ${HOST}
Ports = ${port}
MotdPhrase = Benchmark
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxListSize = 0
MaxPenaltyTime = 0
PingTimeout = 3600
PongTimeout = 3600
[Options]
${options}PAM = no
NoticeBeforeRegistration = no
`;
}
