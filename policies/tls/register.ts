import type { MakePolicy } from "../register";
import { authorityKey } from "./privateKey/authorityKey";
import { plainKey } from "./privateKey/plainKey";

/** SEC: private keys in the program and in its state. */
export const secretPolicies: readonly MakePolicy[] = [plainKey, authorityKey];
