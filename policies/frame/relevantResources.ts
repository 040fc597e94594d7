import type { AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";

/**
 * The resources of a stack that rules read, and all that those are built from: dependencies by property and of the
 * whole, what stands below a component among them, and parents. The rest cannot change what a rule says.
 *
 * @param isRelevant whether rules read resources of a type
 */
export function relevantResources(
  resources: readonly AnalyzerResource[],
  isRelevant: (type: string) => boolean,
): AnalyzerResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.getUrn(), resource]));
  const children = childrenOf(resources);
  const kept = new Set<AnalyzerResource>();
  const spread = new Set<AnalyzerResource>();
  const next: { urn: string; isSource: boolean }[] = resources
    .filter((resource) => isRelevant(resource.getType()))
    .map((resource) => ({ urn: resource.getUrn(), isSource: false }));
  for (let item = next.pop(); item !== undefined; item = next.pop()) {
    const resource = byUrn.get(item.urn);
    if (resource === undefined) continue;
    if (!kept.has(resource)) {
      kept.add(resource);
      next.push({ urn: resource.getParent(), isSource: false });
      for (const urn of sourcesOf(resource)) next.push({ urn, isSource: true });
    }
    // Only a component, which has no provider, stands for what is below it.
    if (item.isSource && resource.getProvider() === undefined && !spread.has(resource)) {
      spread.add(resource);
      for (const urn of children.get(item.urn) ?? []) next.push({ urn, isSource: true });
    }
  }
  return resources.filter((resource) => kept.has(resource));
}

function childrenOf(resources: readonly AnalyzerResource[]): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const resource of resources) {
    const list = children.get(resource.getParent());
    if (list === undefined) children.set(resource.getParent(), [resource.getUrn()]);
    else list.push(resource.getUrn());
  }
  return children;
}

function sourcesOf(resource: AnalyzerResource): string[] {
  const urns = new Set(resource.getDependenciesList());
  resource.getPropertydependenciesMap().forEach((dependencies) => {
    for (const urn of dependencies.getUrnsList()) urns.add(urn);
  });
  return [...urns];
}
