import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import ts from 'typescript'
import { repositoryRoot } from './electron-path.ts'

/** A source file as the architecture rules see it. */
export interface SourceFile {
  /** From the checkout, with forward slashes: `app/session/status.ts`. */
  readonly path: string
  readonly text: string
  readonly lines: number
  /** What it imports or re-exports: a path from the checkout for its own files, else the specifier as written. */
  readonly imports: readonly string[]
  /** Those of them that are loaded at run time: all but `import type`. */
  readonly valueImports: readonly string[]
  readonly hasDefaultExport: boolean
  /** Only re-exports, so that it adds a name and nothing else. */
  readonly isBarrel: boolean
}

/** Reads every TypeScript source of a room. */
export function sourcesOf(room: string): readonly SourceFile[] {
  return readdirSync(join(repositoryRoot, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readSource(join(entry.parentPath, entry.name)))
}

function readSource(file: string): SourceFile {
  const path = relative(repositoryRoot, file).split(sep).join('/')
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const statements = [...tree.statements]
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: importsIn(tree).map((specifier) => resolve(path, specifier)),
    valueImports: importsIn(tree, isErased).map((specifier) => resolve(path, specifier)),
    hasDefaultExport: statements.some(isDefaultExport),
    isBarrel:
      statements.length > 0 && statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier),
  }
}

function importsIn(
  tree: ts.SourceFile,
  isLeftOut: (node: ts.Node) => boolean = () => false,
): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    const specifier = isLeftOut(node) ? undefined : specifierOf(node)
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** The module a node names: import and export declarations, `import()` and `import('x').T`. */
function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0]
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  return undefined
}

/** Whether nothing is left of a node that names a module once the types are stripped. */
function isErased(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly)
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
  ) {
    return statement.exportClause.elements.some((element) => element.name.text === 'default')
  }
  if (!ts.canHaveModifiers(statement)) return false
  return (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.normalize(posix.join(dirname(from), specifier)) : specifier
}
