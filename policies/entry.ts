import { startPack } from "./frame/startPack";
import { createPolicies } from "./register";

// The pack's entry, bundled to dist/pack.js. Nothing may import it: a PolicyPack inside a program hangs it.
startPack("mtls-gateway-policies", createPolicies);
