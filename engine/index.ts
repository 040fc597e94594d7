export { EngineError } from "./engineError";
export { ensureEngine } from "./ensureEngine";
export type { Engine, EnsureEngineOptions } from "./findOrMake";
export { pathWith } from "./pathWith";
