import type { RuleId } from "@mtls-gateway/pki";
import type { RequestRow } from "../row";
import type { Actor, ActorSpec } from "../world/actor";

/** What the REST execution log says of a client without an issuer. */
export const noIssuer = "Access denied. Reason: Could not find issuer for certificate";

/** A request that the gateway answers with 200. */
export function allowed(id: string, tried: string, call: RequestRow["call"]): RequestRow {
  const facts = { layer: "gateway", expected: 200, standing: "documented" } as const;
  return { kind: "request", id, tried, ...facts, call };
}

/** A request that the gateway refuses with 403 because the client does not chain to the truststore. */
export function refused(id: string, tried: string, call: RequestRow["call"]): RequestRow {
  return { ...allowed(id, tried, call), expected: 403, rules: ["CC001"], reason: noIssuer };
}

/** A request of a client of the root, made with `spec`, to a domain that trusts the root. */
export function ofRoot(spec: Partial<ActorSpec>, change: (actor: Actor) => Actor = same) {
  const call: RequestRow["call"] = async (world) => {
    const { root: issuer } = world;
    const client = change(await world.actor({ commonName: "my-client", issuer, ...spec }));
    return world.call(await world.trusting(issuer), { client });
  };
  return call;
}

/** A row that is refused by a rule on the leaf alone. */
export function refusedBy(
  rule: RuleId,
  reason: string,
): Pick<RequestRow, "expected" | "rules" | "reason"> {
  return { expected: 403, rules: [rule], reason };
}

function same(actor: Actor): Actor {
  return actor;
}
