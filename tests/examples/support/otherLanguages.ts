import { parse } from "yaml";

/** What a program in a language that these tests cannot run says about components, in the words of the schema. */
export interface Mentions {
  /** Components that it makes: the class, and the names of the args that it gives. */
  made: { component: string; args: string[] }[];
  /** Choices that it takes: the type and the name of the member, run together. */
  choices: string[];
  /** Outputs that it reads. */
  outputs: string[];
}

/** A program in Go against the SDK that `pulumi package add` generates; its variable is called `gateway`. */
export function readGo(program: string): Mentions {
  return {
    made: [...program.matchAll(/mtlsgateway\.New(\w+)\(ctx, "[^"]*", &mtlsgateway\.\1Args\{/g)].map(
      (match) => made(program, match, /^\t{3,4}(\w+): /gm),
    ),
    choices: all(program, /: +mtlsgateway\.(\w+),/g),
    outputs: all(program, /(?<!\w)gateway\.(\w+)/g).map(lowerFirst),
  };
}

/** A program in C# against the SDK that `pulumi package add` generates; its variable is called `gateway`. */
export function readCSharp(program: string): Mentions {
  return {
    made: [...program.matchAll(/new (\w+)\("[^"]*", new \1Args\s*\{/g)].map((match) =>
      made(program, match, /^ {8}(\w+) = /gm),
    ),
    choices: all(program, / = ([A-Z]\w*\.\w+),/g).map((choice) => choice.replace(".", "")),
    outputs: all(program, /(?<!\w)gateway\.(\w+)/g).map(lowerFirst),
  };
}

/** A program in YAML. Its choices are values: those that `refusedArguments` of the plugin refuses are none. */
export function readYaml(program: string): { resources: YamlResource[]; outputs: string[] } {
  const { resources } = parse(program) as { resources: Record<string, YamlResource> };
  return {
    resources: Object.values(resources),
    outputs: all(program, /\$\{gateway\.(\w+)\}/g),
  };
}

interface YamlResource {
  type: string;
  properties: Record<string, unknown>;
}

/** The component whose args begin behind `match`, with the names that `field` finds up to their end. */
function made(program: string, match: RegExpExecArray, field: RegExp): Mentions["made"][number] {
  const start = match.index + match[0].length;
  let depth = 1;
  let end = start;
  while (depth > 0 && end < program.length) {
    if (program[end] === "{") depth += 1;
    if (program[end] === "}") depth -= 1;
    end += 1;
  }
  const args = all(program.slice(start, end), field).map(lowerFirst);
  return { component: match[1] ?? "", args };
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
