import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";

/**
 * The shape of a property: a scalar by name, `[item]` for a list, `{"*": item}` for a map, else an
 * object whose optional properties end in `?`.
 */
export type Shape = string | [Shape] | { [property: string]: Shape };

/** Interfaces that are not followed, for they hold themselves again and again: what is of their type is refused whole. */
const opaque = new Set(["wafv2.WebAclRule"]);

/** What the .d.ts of a resource or function says: the arguments, and the names of all outputs. */
export interface TypeShape {
  inputs: Record<string, Shape>;
  outputs: string[];
}

/** Reads the Args interfaces of an installed `@pulumi/*` package straight from its declarations. */
export class ArgsReader {
  private readonly folder: string;
  private readonly nested = new Map<string, ts.InterfaceDeclaration>();

  constructor(packageName: string) {
    this.folder = dirname(require.resolve(`${packageName}/package.json`));
    this.collect(parse(join(this.folder, "types/input.d.ts")), []);
  }

  /** `token` as the engine has it: `aws:s3/bucket:Bucket`, or `aws:route53/getZone:getZone` for a function. */
  read(token: string): TypeShape {
    const [, path = "", name = ""] = token.split(":");
    const [moduleName = "", file = ""] = path.split("/");
    const source = parse(
      join(this.folder, moduleName === "index" ? "" : moduleName, `${file}.d.ts`),
    );
    const isFunction = /^[a-z]/.test(name);
    const typeName = isFunction ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
    let inputs: Record<string, Shape> = {};
    const outputs: string[] = [];
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node) && node.name.text === `${typeName}Args`) {
        inputs = this.members(node.members);
      }
      if (ts.isInterfaceDeclaration(node) && node.name.text === `${typeName}Result`) {
        outputs.push(...node.members.map(nameOf));
      }
      if (ts.isClassDeclaration(node) && node.name?.text === typeName) {
        for (const member of node.members) {
          const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
          const isStatic = modifiers.some((m) => m.kind === ts.SyntaxKind.StaticKeyword);
          if (ts.isPropertyDeclaration(member) && !isStatic) outputs.push(nameOf(member));
        }
      }
    });
    return { inputs, outputs: outputs.sort() };
  }

  private collect(node: ts.Node, path: string[]): void {
    node.forEachChild((child) => {
      if (ts.isInterfaceDeclaration(child)) {
        this.nested.set([...path, child.name.text].join("."), child);
      } else if (ts.isModuleDeclaration(child)) {
        this.collect(child, [...path, child.name.text]);
      } else if (ts.isModuleBlock(child)) {
        this.collect(child, path);
      }
    });
  }

  private members(members: ts.NodeArray<ts.TypeElement>): Record<string, Shape> {
    const result: Record<string, Shape> = {};
    for (const member of members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) continue;
      const optional = member.questionToken === undefined ? "" : "?";
      result[nameOf(member) + optional] = this.shape(member.type);
    }
    return result;
  }

  private shape(type: ts.TypeNode): Shape {
    if (ts.isUnionTypeNode(type)) {
      // `string | enums.X | undefined` and `string | Bucket`: what travels is the first member.
      const first = type.types[0];
      if (first === undefined) throw new Error("an empty union");
      return this.shape(first);
    }
    if (ts.isArrayTypeNode(type)) return [this.shape(type.elementType)];
    if (ts.isTypeLiteralNode(type)) {
      const index = type.members[0];
      if (index === undefined || !ts.isIndexSignatureDeclaration(index)) {
        throw new Error(`not a map: ${type.getText()}`);
      }
      return { "*": this.shape(index.type) };
    }
    if (ts.isTypeReferenceNode(type)) return this.reference(type);
    return type.getText();
  }

  private reference(type: ts.TypeReferenceNode): Shape {
    const name = type.typeName.getText();
    const argument = type.typeArguments?.[0];
    if (name === "pulumi.Input" && argument !== undefined) return this.shape(argument);
    if (name.startsWith("pulumi.asset.")) return "asset";
    if (name.startsWith("enums.")) return "string";
    if (opaque.has(name.replace(/^inputs\./, ""))) return "opaque";
    const declaration = this.nested.get(name.replace(/^inputs\./, ""));
    if (declaration === undefined) return name === "ARN" ? "string" : name;
    return this.members(declaration.members);
  }
}

function nameOf(member: { name?: ts.PropertyName }): string {
  return member.name?.getText() ?? "";
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}
