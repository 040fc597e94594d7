import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { textOf } from "../frame/seen";
import { indexed, oncePerProgram } from "./oncePerProgram";

/** Where a resource names another one. */
export interface Naming {
  /** The property, for what it is built from. */
  property: string;
  /** The name itself, where it is known. */
  value: string | undefined;
  /** Types of what can be named. */
  types: readonly string[];
  /** The property that names the other side. */
  output: string;
}

/**
 * The resources that a property can name, in the Region of the resource that names them: those that it is built
 * from, directly or through a stage or a deployment in between, else those whose own name it is. More than one:
 * nobody knows which before `up`.
 */
export function namedResources(
  program: Program,
  resource: PolicyResource,
  { property, value, types, output }: Naming,
): PolicyResource[] {
  const isNear = (candidate: PolicyResource): boolean =>
    canBeInOneRegion(program, resource, candidate);
  const nameOf = (candidate: PolicyResource): string | undefined =>
    outputName(program, candidate, output);
  const name = sameName(value);
  const built = reachable(program, resource, property, types).filter(isNear);
  if (name === undefined) return built;
  // A name that a component passes on may be built from several: the value tells which one is meant.
  const exact = built.filter((candidate) => nameOf(candidate) === name);
  if (exact.length > 0) return exact;
  const open = built.filter((candidate) => nameOf(candidate) === undefined);
  if (open.length > 0) return open;
  const named = types.flatMap((type) => resourcesNamed(program, type, output).get(name) ?? []);
  return named.filter(isNear);
}

function outputName(
  program: Program,
  resource: PolicyResource,
  output: string,
): string | undefined {
  return sameName(textOf(program.see(resource, output)));
}

const indices = oncePerProgram(() => new Map<string, Map<string | undefined, PolicyResource[]>>());

/** The resources of a type by what one of their properties says. */
function resourcesNamed(
  program: Program,
  type: string,
  output: string,
): ReadonlyMap<string | undefined, PolicyResource[]> {
  const key = `${type} ${output}`;
  const index =
    indices(program).get(key) ??
    indexed(program.ofType([type]), (each) => [outputName(program, each, output)]);
  indices(program).set(key, index);
  return index;
}

/** Two resources of different Regions never meet, whatever their names. */
export function canBeInOneRegion(
  program: Program,
  one: PolicyResource,
  other: PolicyResource,
): boolean {
  const [first, second] = [one, other].map((each) => textOf(program.region(each)));
  return first === undefined || second === undefined || first === second;
}

/** Host names know no case; no other name that is joined here has two spellings. */
function sameName(name: string | undefined): string | undefined {
  return name?.toLowerCase();
}

const passThrough: Readonly<Record<string, string>> = {
  "aws:apigateway/stage:Stage": "restApi",
  "aws:apigateway/deployment:Deployment": "restApi",
  "aws:apigatewayv2/stage:Stage": "apiId",
  "aws:apigatewayv2/deployment:Deployment": "apiId",
};

function reachable(
  program: Program,
  resource: PolicyResource,
  property: string,
  types: readonly string[],
): PolicyResource[] {
  const found = program.sources(resource, property).flatMap((source) => {
    if (types.includes(source.type)) return [source];
    const onward = passThrough[source.type];
    return onward === undefined ? [] : reachable(program, source, onward, types);
  });
  return [...new Set(found)];
}
