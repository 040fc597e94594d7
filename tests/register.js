"use strict";
// Tests run transpile-only: `npm run build` has type-checked them before.
require("ts-node").register({
  transpileOnly: true,
  project: `${__dirname}/tsconfig.json`,
  compilerOptions: { module: "commonjs", moduleResolution: "node10" },
});
