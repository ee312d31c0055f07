import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from '../support/electron-path.ts'
import { sourcesOf } from '../support/source-tree.ts'

/**
 * The folders, floor by floor, each with its question. A file imports its own folder and folders of the floors below;
 * folders on one floor do not import one another. A new folder gets a line here.
 */
const floors: readonly Readonly<Record<string, string>>[] = [
  {
    'app/base': 'Which values does everything else use?',
    'renderer/styles': 'What do things look like?',
  },
  {
    'app/headless/formats': 'What does one line of a tool’s JSON output say?',
    'app/i18n': 'How is it said to the user, in their language?',
    'app/screen': 'What does this screen say?',
  },
  { 'app/terminal': 'What may go into a terminal, and what comes out of one?' },
  {
    'app/git': 'What does git’s output say?',
    'app/headless': 'How does a prompt become a command, and its output an answer?',
    'app/session': 'What is a session?',
  },
  {
    'app/cli': 'What may a script ask, and what does it get?',
    'app/store': 'What is on disk, and how is an older version read?',
    'app/tool': 'What is a tool?',
    'main/base': 'What are time, chance and waiting? (Knows nothing of Roost but ids.)',
  },
  {
    'app/activity': 'What is the session doing, and why do we believe it?',
    'app/tool/presets': 'What does Roost know of the tools that it brings?',
    'main/process': 'What runs on this machine for us, and how does it end?',
  },
  {
    'app/hooks': 'What does this hook event claim?',
    'app/ipc': 'What do page and main say to each other?',
  },
  {
    'main/environment': 'What do children see of the system, and where are their programs?',
    'main/images': 'Which files come in, and where are they kept?',
    'main/notices': 'What should the user know?',
    'main/preload': 'What does the page get of Electron?',
    'main/pty-host/protocol': 'What do main and the host say to each other?',
    'main/security': 'What may the page not do?',
    'main/x11': 'What does an X server have on its clipboard?',
    'renderer/keys': 'Which keys are the app’s?',
    'renderer/model': 'What does the page know, and how does it ask for more?',
    'renderer/stream': 'How do bytes reach the page?',
  },
  {
    'main/git': 'What is going on in a folder?',
    'main/hooks': 'How do a tool’s own reports reach us?',
    'main/pty-host/screen': 'What stands on the screen of record?',
    'main/session/state': 'What is known of one session?',
    'main/store': 'How is it kept safely on disk?',
    'renderer/badges': 'What is a session at one glance?',
    'renderer/dialogs': 'How does a dialog behave?',
    'renderer/drop': 'What was dropped, and where?',
    'renderer/notices': 'How is the user notified?',
    'renderer/terminal': 'How is one xterm drawn, typed into and searched?',
  },
  {
    'main/pty-host/kept': 'What of the output is on disk?',
    'main/pty-host/program': 'Which process is behind a terminal?',
    'main/pty-host/stream': 'How do bytes reach the page, and who waits for whom?',
    'main/tools': 'Which tools are there, by which rules are they read, and how is one started?',
    'renderer/composer': 'What is being written, and what waits to be sent?',
    'renderer/new-session': 'What is started where?',
    'renderer/own-text': 'How does the user edit their own settings as text?',
    'renderer/settings': 'What may be chosen?',
    'renderer/terminal-pane': 'Which terminal stands in the pane, and what stands around it?',
  },
  {
    'main/pty-host/observe': 'What is noticed in what a program prints and a user types?',
    'renderer/status': 'Why this status, and what was it before?',
    'renderer/tabs': 'Which sessions are there, and what can be done with each?',
    'renderer/tools': 'What is known of each tool?',
  },
  {
    'main/pty-host/host': 'What is one session inside the host process?',
    renderer: 'How is the window put together?',
  },
  { 'main/pty-host/client': 'How does main hold and ask the host?' },
  { 'main/session/registry': 'Which sessions are there, and who hears of a change?' },
  {
    'main/session/headless': 'How does a prompt run as a command of its own?',
    'main/session/observers': 'What do we learn of a running tool, other than from its screen?',
  },
  {
    'main/session/delivery': 'How does a prompt get into a tool, and when is the tool done with it?',
    'main/session/lifecycle': 'How does a session start, change mode, and end?',
  },
  { 'main/session/queue': 'Which prompt is next, and when?' },
  { 'main/session': 'What may window, page and command line ask of the sessions?' },
  {
    'main/cases': 'What was a status that the user called wrong?',
    'main/desktop': 'What do the system and the desktop want of the app?',
    'main/drop': 'How does what was dropped reach the tool?',
  },
  {
    'main/cli': 'How does a script reach the app?',
    'main/ipc': 'How are the page’s requests answered?',
    'main/window': 'How does the window live?',
  },
  { main: 'How is the app put together, and in which order does it come to life?' },
]

const floorOf = new Map(floors.flatMap((floor, at) => Object.keys(floor).map((folder) => [folder, at])))
const sources = ['app', 'main', 'renderer'].flatMap(sourcesOf)
const isOwn = (name: string): boolean => /^(app|main|renderer)\//.test(name)

describe('the order of the folders', () => {
  test('names every folder, and none that is not there', () => {
    const folders = new Set([...sources.map(({ path }) => dirname(path)), 'renderer/styles'])
    expect([...floorOf.keys()].toSorted()).toEqual([...folders].toSorted())
  })

  test('is drawn in docs/architecture.md as it is', () => {
    const page = readFileSync(join(repositoryRoot, 'docs/architecture.md'), 'utf8')
    const [, drawn] = /```mermaid\n([^]*?)\n```/u.exec(page) ?? []
    expect(drawn).toBe(picture())
  })

  test('is kept: a file imports its own folder and folders of the floors below', () => {
    const wrong = sources.flatMap(({ path, imports }) => {
      const here = dirname(path)
      const isBelow = (folder: string): boolean =>
        folder === here || (floorOf.get(folder) ?? Infinity) < (floorOf.get(here) ?? -1)
      return imports
        .filter((name) => isOwn(name) && !isBelow(dirname(name)))
        .map((name) => `${path} → ${name}`)
    })
    expect(wrong).toEqual([])
  })

  test('has no circle of files', () => {
    const importsOf = new Map(
      sources.map(({ path, imports }) => [path, imports.filter((name) => isOwn(name))]),
    )
    // What imports nothing that is left goes, until only files in circles are left, and those that import them.
    for (let before = -1; before !== importsOf.size;) {
      before = importsOf.size
      for (const [path, imports] of importsOf)
        if (imports.every((name) => !importsOf.has(name))) importsOf.delete(path)
    }
    expect([...importsOf.keys()]).toEqual([])
  })

  test('keeps the preload small: at run time it loads the names of the channels and nothing else', () => {
    const reached = new Set<string>()
    const follow = (path: string): void => {
      if (reached.has(path)) return
      reached.add(path)
      sources.find((source) => source.path === path)?.valueImports.forEach(follow)
    }
    follow('main/preload/preload.ts')
    expect([...reached].toSorted()).toEqual(['app/ipc/channels.ts', 'electron', 'main/preload/preload.ts'])
  })
})

/** The order as a picture that GitHub draws: a column for each top folder, with its floors from the highest down. */
function picture(): string {
  const columns = ['renderer', 'main', 'app'].map((top) => {
    const isOf = (folder: string): boolean => folder === top || folder.startsWith(`${top}/`)
    const boxes = floors.map((floor) => Object.keys(floor).filter(isOf)).filter(({ length }) => length > 0)
    const names = boxes.toReversed().map((folders) => folders.map((folder) => folder.replace(`${top}/`, '')))
    const lines = names.map((folders, at) => `    ${top}${at}["${folders.join(' · ')}"]`)
    const order = names.map((_, at) => `${top}${at}`).join(' --> ')
    return [`  subgraph ${top}-column["${top}/"]`, ...lines, `    ${order}`, '  end'].join('\n')
  })
  return [
    'flowchart TD',
    ...columns,
    '  main-column --> app-column',
    '  renderer-column --> app-column',
  ].join('\n')
}
