import { describe, expect, test } from 'vitest'
import { sourcesOf, type SourceFile } from '../support/source-tree.ts'

/** The table of docs/architecture.md: what each room may import, from the house and from outside. */
const rooms: readonly { room: string; mayImport: readonly RegExp[] }[] = [
  { room: 'app', mayImport: [/^app\//, /^valibot$/] },
  {
    room: 'main',
    mayImport: [
      /^(main|app)\//,
      /^node:/,
      /^(electron|electron-store|node-pty|smol-toml|strip-ansi|valibot)$/,
      /^recheck\/lib\/browser\.js$/,
      /^@xterm\/headless$/,
    ],
  },
  { room: 'main/preload', mayImport: [/^main\/preload\//, /^app\/ipc\//, /^electron$/] },
  {
    room: 'renderer',
    mayImport: [/^(renderer|app)\//, /^(preact|@preact\/signals|valibot)(\/|$)/, /^@xterm\//],
  },
]

/** Names that say nothing about what is inside. */
const emptyNames = /^(utils?|helpers?|types|common|misc|shared|index|constants|manager)\.tsx?$/

const everything = ['app', 'main', 'renderer'].flatMap(sourcesOf)

describe('the house', () => {
  test('is where this test looks for it', () => {
    for (const { room } of rooms) expect(sourcesOf(room).length).toBeGreaterThan(0)
  })

  test.each(rooms)('$room imports only what its question allows', ({ room, mayImport }) => {
    const wrong = sourcesOf(room).flatMap((source) =>
      source.imports
        .filter((name) => !mayImport.some((allowed) => allowed.test(name)))
        .map((name) => `${source.path} imports ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('lets only the entry and the client of the pty host know Electron, so that the host runs in plain Node', () => {
    const knowing = sourcesOf('main/pty-host').filter((source) => source.imports.includes('electron'))
    const allowed = ['main/pty-host/host/host.ts', 'main/pty-host/client/client.ts']
    expect(knowing.map((source) => source.path).filter((path) => !allowed.includes(path))).toEqual([])
  })

  test('keeps clock, randomness and timers out of app', () => {
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|performance\.now|crypto\.)/
    expect(pathsWhere(sourcesOf('app'), (source) => impure.test(withoutComments(source.text)))).toEqual([])
  })

  test('reads the machine’s clock in one place of main', () => {
    const read = /\b(Date\.now|new Date\(\)|performance\.(now|timeOrigin)|process\.hrtime)/
    const reading = pathsWhere(sourcesOf('main'), (source) => read.test(withoutComments(source.text)))
    expect(reading).toEqual(['main/base/clock.ts'])
  })

  test('has one composition root, which reads as a table of contents', () => {
    const main = everything.find((source) => source.path === 'main/main.ts')
    expect(main?.lines).toBeLessThan(150)
  })

  test('has no file that asks to be two', () => {
    // A dictionary is one list, however long it is.
    const code = everything.filter((source) => !/^app\/i18n\/(en|ru)\.ts$/.test(source.path))
    expect(pathsWhere(code, (source) => source.lines > 300)).toEqual([])
  })

  test('names channels in the contract and nowhere else', () => {
    const raw =
      /\bipc(Main|Renderer)\s*\.\s*(handle|on|once|invoke|send|sendSync|postMessage|addListener)\(\s*['"`]|\.send\(\s*['"`]/
    expect(pathsWhere(everything, (source) => raw.test(source.text))).toEqual([])
  })
})

describe('names', () => {
  test('of files are kebab-case and say what is inside', () => {
    const wrong = pathsWhere(everything, ({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(name) || emptyNames.test(name)
    })
    expect(wrong).toEqual([])
  })

  test('are imported as they were exported: no default exports, no barrels', () => {
    expect(pathsWhere(everything, (source) => source.hasDefaultExport || source.isBarrel)).toEqual([])
  })
})

function pathsWhere(
  sources: readonly SourceFile[],
  isWrong: (source: SourceFile) => boolean,
): readonly string[] {
  return sources.filter(isWrong).map((source) => source.path)
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}
