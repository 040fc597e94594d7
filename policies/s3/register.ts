import type { MakePolicy } from "../register";
import { pathLength } from "./bucketObject/pathLength";
import { pathToRoot } from "./bucketObject/pathToRoot";

/** TS and GW: the truststore's object and its bucket. */
export const truststorePolicies: readonly MakePolicy[] = [pathLength, pathToRoot];
