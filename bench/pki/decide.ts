/**
 * How long the verdict on one client takes against a truststore that is already parsed, against the bare signature
 * verifications of its path:
 *   node -r ./tests/register.js bench/pki/decide.ts
 */
import { X509Certificate } from "node:crypto";
import { Truststore } from "@mtls-gateway/pki";
import { issueCertificate } from "@mtls-gateway/pki/issuing";
import { bestOfBoth, ratio, rsaCas } from "./measure";

const at = new Date("2026-06-01T00:00:00Z");
const rounds = 200;

async function main(): Promise<void> {
  const { cas: others, keys } = await rsaCas(1000);
  const [root] = others;
  const [key] = keys;
  if (!root || !key) throw new Error("no CA");
  const issuing = await issueCertificate({
    subject: "CN=Issuing",
    publicKey: key.publicKey,
    issuer: { certificate: root, privateKey: key.privateKey },
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    ca: true,
  });
  const made = await issueCertificate({
    subject: "CN=client",
    publicKey: key.publicKey,
    issuer: { certificate: issuing, privateKey: key.privateKey },
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    ca: false,
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
  });
  const decide = (size: number): (() => void) => {
    const cas = [issuing, ...others.slice(0, size - 1)];
    const store = Truststore.read(cas.map((ca) => ca.toPem()).join(""));
    return () => {
      for (let round = 0; round < rounds; round += 1) {
        // The leaf is parsed already, as the floor's certificates are; nothing of a verdict is remembered in it.
        if (!store.decide(made, { at }).allowed) throw new Error("refused");
      }
    };
  };
  const path = [made, issuing, root].map(({ der }) => new X509Certificate(der));
  const publicKey = path[2]?.publicKey;
  const verify = (): void => {
    for (let round = 0; round < rounds; round += 1) {
      for (const certificate of path) {
        if (!publicKey || !certificate.verify(publicKey)) throw new Error("does not verify");
      }
    }
  };
  const many = decide(1000);
  const [large, bare] = bestOfBoth(10, many, verify);
  const [again, small] = bestOfBoth(10, many, decide(10));
  ratio("decide against 1,000 CAs / bare signature checks of its path of 3", large, bare, 3);
  ratio("decide against 1,000 CAs / against 10 CAs", again, small, 1.2);
  console.log(`decide against 1,000 CAs: ${((large * 1000) / rounds).toFixed(0)} µs a leaf`);
}

void main();
