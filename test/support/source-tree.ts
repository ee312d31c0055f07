import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { parseSync, Visitor, type ESTree } from 'vite'
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
  const { program, module } = parseSync(path, text)
  const exported = module.staticExports.flatMap(({ entries }) => entries)
  const found = importsIn(program)
  const pathsOf = (some: readonly Import[]) => some.map(({ specifier }) => resolve(path, specifier))
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: pathsOf(found),
    valueImports: pathsOf(found.filter(({ isErased }) => !isErased)),
    hasDefaultExport: exported.some(
      ({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default',
    ),
    isBarrel: program.body.length > 0 && program.body.every(isReExport),
  }
}

/** `isErased`: nothing is left of it once the types are stripped. */
type Import = { readonly specifier: string; readonly isErased: boolean }

/** The modules that a program names: in import and export declarations, `import()` and `import('x').T`. */
function importsIn(program: ESTree.Program): readonly Import[] {
  const found: Import[] = []
  const add = (source: { readonly value: unknown } | null, isErased: boolean) => {
    if (typeof source?.value === 'string') found.push({ specifier: source.value, isErased })
  }
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => add(source, importKind === 'type'),
    ExportNamedDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type'),
    ExportAllDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type'),
    ImportExpression: ({ source }) => add('value' in source ? source : null, false),
    TSImportType: ({ source }) => add(source, true),
  }).visit(program)
  return found
}

function isReExport(statement: ESTree.Program['body'][number]): boolean {
  if (statement.type === 'ExportAllDeclaration') return true
  return statement.type === 'ExportNamedDeclaration' && statement.source !== null
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.normalize(posix.join(dirname(from), specifier)) : specifier
}
