import type { MakePolicy } from "../register";
import { originMtls } from "./distribution/originMtls";

/** CF and CC: distributions, and the certificates that they present. */
export const edgePolicies: readonly MakePolicy[] = [originMtls];
