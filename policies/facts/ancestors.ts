import type { PolicyResource } from "@pulumi/policy";

/** The parents of a resource, nearest first. */
export function ancestors({ parent }: PolicyResource): PolicyResource[] {
  return parent === undefined ? [] : [parent, ...ancestors(parent)];
}
