import { assertEquals } from "@std/assert";
import { createHash, X509Certificate } from "node:crypto";
import { endPointOf } from "../../../src/net/end_point.ts";
import { pairFor } from "../../support/certificates.ts";

/** Signed with ECDSA and SHA-384, as those of Let's Encrypt are. */
const SHA384 = `-----BEGIN CERTIFICATE-----
MIIBbzCCARWgAwIBAgIUabdwI24OmJZE69nUBGbQARiiKaQwCgYIKoZIzj0EAwMw
DDEKMAgGA1UEAwwBYTAgFw0yNjExMjYwNzQ4MzRaGA8yMTI2MTEwMjA3NDgzNFow
DDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA3xjC9ddT2m
ztMsXvaqKmivJBtTdHjr7UshxgaDSoUpA/QKlP+bbfAyhu9oCAWlTyAYJPeA95Ic
Fs2FZl+Rs2+jUzBRMB0GA1UdDgQWBBSdvvniXW7OZVPbDvUasYyXKnMLljAfBgNV
HSMEGDAWgBSdvvniXW7OZVPbDvUasYyXKnMLljAPBgNVHRMBAf8EBTADAQH/MAoG
CCqGSM49BAMDA0gAMEUCIFwk7cgxON6irIELPZxt9oFoqNvhix1KhoOZUwBsE/LO
AiEAoyETnJ7PpWLcUf+mrx6bCwmK3EXlTgd3xRbYREVVcfw=
-----END CERTIFICATE-----
`;

/** Signed with Ed25519, for which there is no hash. */
const ED25519 = `-----BEGIN CERTIFICATE-----
MIIBLjCB4aADAgECAhRHsk8JfKVgBqydyv93vdwtkZ6UMTAFBgMrZXAwDDEKMAgG
A1UEAwwBYTAgFw0yNjExMjYwNzQ4MzRaGA8yMTI2MTEwMjA3NDgzNFowDDEKMAgG
A1UEAwwBYTAqMAUGAytlcAMhAP0Peyuo5xtCuvwCGVF9mbC+xzPlqkm+ekz+UA4j
aQT4o1MwUTAdBgNVHQ4EFgQU27HIxmoONdMiHp+JUvcNOih5l7UwHwYDVR0jBBgw
FoAU27HIxmoONdMiHp+JUvcNOih5l7UwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXAD
QQAFVkVA1M58izP2HWL8Lpeq/PHvTnl4RgkVpebERpRfZAFveqN8G1haP/Vu0usd
PSc1sM0UuHaWZWOCTgA2BkgK
-----END CERTIFICATE-----
`;

function hashOf(pem: string, hash: string): string {
  const { raw } = new X509Certificate(pem);
  return createHash(hash).update(raw).digest("hex");
}

Deno.test("the end point of a certificate is hashed as it is signed", () => {
  const sha256 = pairFor(["irc.test"]).certificate;
  assertEquals(
    endPointOf(new X509Certificate(sha256)),
    hashOf(sha256, "sha256"),
  );
  assertEquals(
    endPointOf(new X509Certificate(SHA384)),
    hashOf(SHA384, "sha384"),
  );
});

Deno.test("a certificate that is signed without a hash has no end point", () => {
  assertEquals(endPointOf(new X509Certificate(ED25519)), null);
});
