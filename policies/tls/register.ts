import type { MakePolicy } from "../register";

/** SEC: private keys in the program and in its state. */
export const secretPolicies: readonly MakePolicy[] = [];
