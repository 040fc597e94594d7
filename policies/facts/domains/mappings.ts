import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { lengthOf, textOf, type Seen } from "../../frame/seen";
import { apiTokens, domainTokens, mappingTokens, tokens } from "../../frame/tokens";
import { namedResources } from "../namedResources";
import { oncePerProgram } from "../oncePerProgram";

/** One API that a mapping leads to. A routing rule may lead to several. */
export interface MappingTarget {
  /** APIs of the program that it can be. None: the API is from elsewhere, or nobody knows before `up`. */
  apis: PolicyResource[];
  /** It leads to every one of `apis`, and not perhaps to one of them alone. */
  isCertain: boolean;
  /** The API's ID, where it is known. */
  apiId: string | undefined;
  /** The stage's name. Left out on a base path mapping: the caller names the stage. */
  stage: Seen;
}

/** What puts APIs behind a custom domain. */
export interface Mapping {
  resource: PolicyResource;
  /** Custom domains of the program that it can be on. None: the domain is from elsewhere, or nobody knows before `up`. */
  domains: PolicyResource[];
  /** The domain's name, where it is known. */
  domainName: string | undefined;
  /** The property that leads to the stage, for what it is built from. */
  stageProperty: "stageName" | "stage" | "actions";
  targets: MappingTarget[];
}

/** Every mapping of the program, of any kind. */
export const mappings = oncePerProgram((program) =>
  program.ofType(mappingTokens).map((resource) => mappingOf(program, resource)),
);

function mappingOf(program: Program, resource: PolicyResource): Mapping {
  const domainName = textOf(program.see(resource, "domainName"));
  return {
    resource,
    domainName,
    domains: namedResources(program, resource, {
      property: "domainName",
      value: domainName,
      types: domainTokens,
      output: "domainName",
    }),
    ...targetsOf(program, resource),
  };
}

function targetsOf(
  program: Program,
  resource: PolicyResource,
): Pick<Mapping, "stageProperty" | "targets"> {
  const target = (property: string, id: Seen, stage: Seen): MappingTarget => {
    const apiId = textOf(id);
    const naming = { property, value: apiId, types: apiTokens, output: "id" };
    const apis = namedResources(program, resource, naming);
    return { apis, isCertain: apis.length === 1, apiId, stage };
  };
  if (resource.type !== tokens.routingRule) {
    const isRest = resource.type === tokens.basePathMapping;
    const property = isRest ? "restApi" : "apiId";
    const stageProperty = isRest ? "stageName" : "stage";
    const stage = program.see(resource, stageProperty);
    return { stageProperty, targets: [target(property, program.see(resource, property), stage)] };
  }
  const stageProperty = "actions";
  // Actions that are not known yet stand for one, which leads to whatever they are built from.
  const count = lengthOf(program.see(resource, stageProperty)) ?? 1;
  const targets = Array.from({ length: count }, (_, index) => {
    const invoke = (name: string): Seen =>
      program.see(resource, stageProperty, index, "invokeApi", name);
    return target(stageProperty, invoke("apiId"), invoke("stage"));
  });
  return { stageProperty, targets: targets.map((each) => amongOthers(each, targets)) };
}

/** Actions whose APIs are not known yet lead to all that they are built from, where there is an action for each. */
function amongOthers(target: MappingTarget, all: readonly MappingTarget[]): MappingTarget {
  const isCertain = all.filter(({ apiId }) => apiId === undefined).length >= target.apis.length;
  return target.apiId === undefined && isCertain ? { ...target, isCertain } : target;
}
