export { Observations } from "./frame/observations";
export type { OpenQuestion, SeenResource } from "./frame/observations";
export { createPolicies } from "./register";
