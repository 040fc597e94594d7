import type { MatrixWorld, Target } from "../world/matrixWorld";

/** A domain of its own that trusts the root, and the act that makes it trust another CA alone. */
export async function swapped(
  world: MatrixWorld,
): Promise<{ target: Target; swap: () => Promise<void> }> {
  const domain = await world.cloud.domain(world.root.pem);
  await world.cloud.settled();
  const next = await world.actor({ commonName: "NextRootCA", ca: true });
  return {
    target: { name: domain.id, plane: world.local.dataPlane },
    swap: async () => {
      await world.cloud.swapTruststore(domain, next.pem);
      await world.cloud.settled();
    },
  };
}
