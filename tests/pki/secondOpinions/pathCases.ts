import type { Certificate } from "@mtls-gateway/pki";
import { ca, client, type Actor } from "../support/actors";
import { withBadSignature } from "../support/truststoreCases";
import { base, build, day, valid, type ChainCase } from "./chainCases";

/** Paths: what is missing, forged, crossed, re-keyed, renewed, or there twice. */
export async function pathCases(): Promise<ChainCase[]> {
  const chain = await build(3);
  const [root, middle, issuing] = chain.cas as [Actor, Actor, Actor];
  const of = (
    kind: string,
    name: string,
    truststore: (Actor | Certificate)[],
    leaf = chain.leaf,
  ): ChainCase => ({
    kind,
    name,
    truststore: truststore.map((item) => ("certificate" in item ? item.certificate : item)),
    leaf,
    at: base,
  });
  const rogueRoot = await ca("Root", undefined, { ...valid, keyName: "rogue" });
  const rogueLeaf = await client("client", rogueRoot, valid);
  const other = await ca("Other Root", undefined, valid);
  const crossed = await ca("CA 2", other, valid);
  const expired = {
    notBefore: new Date(base.getTime() - 9 * day),
    notAfter: new Date(base.getTime() - 2 * day),
  };
  const late = await ca("CA 2", root, expired);
  const rekeyed = await ca("CA 2", root, { ...valid, keyName: "CA 2, second key" });
  const spaced = await ca("Issuing", other, { ...valid, subject: "CN=ISSUING  ca,O=Test" });
  const selfLeaf = await client("self-signed client", undefined, valid);
  const selfOther = await client("another self-signed client", undefined, valid);
  const bent = { ...chain.leaf, certificate: withBadSignature(chain.leaf) };
  const circleA = await ca("A", undefined, valid);
  const circleB = await ca("B", circleA, valid);
  const backToA = await ca("A", circleB, valid);
  const circleLeaf = await client("client", circleA, valid);
  return [
    of("missing", "root only", [root]),
    of("missing", "issuing CA missing", [root, middle]),
    of("missing", "intermediate missing", [root, issuing]),
    of("missing", "root missing", [middle, issuing]),
    of("missing", "another root", [other]),
    of("forged", "rogue leaf of a root of the same subject", [root], rogueLeaf),
    of("sound", "two roots of one subject", [rogueRoot, root, middle, issuing]),
    of("sound", "two roots of one subject, the other leaf", [root, rogueRoot], rogueLeaf),
    of("forged", "signature of the leaf", [root, middle, issuing], bent),
    of("forged", "signature of the intermediate", [root, withBadSignature(middle), issuing]),
    of("forged", "signature of the issuing CA", [root, middle, withBadSignature(issuing)]),
    of("forged self-signature of a root", "signature of the root", [
      withBadSignature(root),
      middle,
      issuing,
    ]),
    of("sound", "cross-signed, both roots", [root, other, middle, crossed, issuing]),
    of("sound", "cross-signed, the other root alone", [other, crossed, issuing]),
    of("sound", "an expired certificate of the same CA first", [root, late, middle, issuing]),
    of("sound", "an expired certificate of the same CA last", [root, middle, issuing, late]),
    of("time", "only the expired certificate of the CA", [root, late, issuing]),
    of("sound", "re-keyed, the other key first", [root, rekeyed, middle, issuing]),
    of("sound", "re-keyed, the other key last", [root, middle, rekeyed, issuing]),
    of("forged", "re-keyed, only the other key", [root, rekeyed, issuing]),
    of("sound", "duplicates", [root, root, middle, issuing, issuing]),
    of("self-signed", "self-signed leaf in the truststore", [root, selfLeaf], selfLeaf),
    of("self-signed", "self-signed leaf not in the truststore", [root, selfLeaf], selfOther),
    of("circle", "two CAs that signed each other", [circleB, backToA], circleLeaf),
    of("a circle beside a root", "a circle beside a root", [circleB, backToA, circleA], circleLeaf),
    of("leaf in the truststore", "a leaf whose issuer is missing", [chain.leaf, root]),
    of("sound", "names that differ in case and spacing", [other, spaced], await leafOf(spaced)),
  ];
}

/** A leaf whose issuer name has another case and spacing than its issuer's subject. */
async function leafOf(issuing: Actor): Promise<Actor> {
  const named = await ca("Issuing", undefined, { ...valid, subject: "CN=issuing CA,O=test" });
  return client("client", { certificate: named.certificate, key: issuing.key }, valid);
}
