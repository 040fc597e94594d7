export { helpers } from "./frame/helpers";
export { typesOf } from "./frame/metadata";
export { Observations } from "./frame/observations";
export type { OpenQuestion, SeenResource } from "./frame/observations";
export { createPolicies } from "./register";
