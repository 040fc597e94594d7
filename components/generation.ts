import type * as pulumi from "@pulumi/pulumi";
import { refuseIfAny } from "./refusedInputs";

/** Refuses a generation that is no whole number from 1 on; generations are plain, for they decide which keys exist. */
export function refuseGeneration(
  component: pulumi.ComponentResource,
  generation: number,
  path = "generation",
): void {
  if (Number.isInteger(generation) && generation >= 1) return;
  refuseIfAny(component, [{ path, reason: `${generation} is not a whole number from 1 on.` }]);
}
