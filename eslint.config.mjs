import tseslint from "typescript-eslint";

/** Rooms and what each may import of the others: `pki <- components, policies, local <- cli`. */
const rooms = {
  pki: [],
  engine: [],
  components: ["pki"],
  policies: ["pki"],
  local: ["pki"],
  cli: ["pki", "engine", "local"],
};

const packageOf = {
  pki: "@mtls-gateway/pki",
  engine: "@mtls-gateway/engine",
  components: "mtls-gateway",
  policies: "mtls-gateway-policies",
  local: "@mtls-gateway/local",
  cli: "@mtls-gateway/cli",
};

/** One rule keeps the direction of imports: a room sees only the rooms below it, and only by package name. */
const directionOfImports = Object.entries(rooms).map(([room, allowed]) => ({
  files: [`${room}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        paths: Object.entries(packageOf)
          .filter(([other]) => other !== room && !allowed.includes(other))
          .map(([other, name]) => ({ name, message: `${room}/ may not import ${other}/.` })),
        patterns: [
          {
            regex: `^(\\.\\./)+(${Object.keys(rooms).join("|")})(/|$)`,
            message: "Import another room by its package name.",
          },
          ...(room === "pki"
            ? [{ regex: "^@pulumi/|^@aws-sdk/", message: "pki/ knows nothing of Pulumi or AWS." }]
            : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: ["**/dist/", "**/node_modules/", "coverage/", ".mtls-gateway/", "**/*.js", "**/*.mjs"],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  ...directionOfImports,
  {
    files: ["components/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@pulumi/aws",
              allowTypeImports: true,
              message:
                "Its index loads every service, 180 ms: import values from @pulumi/aws/SERVICE.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["index.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: Object.entries(packageOf)
            .filter(([room]) => room !== "components")
            .map(([, name]) => ({ name, message: "index.ts imports components only." })),
        },
      ],
    },
  },
);
