import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from '../support/electron-path.ts'

const rooms = ['app', 'docs', 'main', 'renderer', 'scripts', 'test']
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    `${folder}/${path}`.replaceAll('\\', '/'),
  )
/** Every file and folder that the pages may name, from the checkout. */
const known = [...rooms, ...rooms.flatMap(filesIn), ...readdirSync(repositoryRoot)]

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesIn('docs').filter((path) => path.endsWith('.md')),
] as const

/** A path from the checkout, or the name of a source file by itself. `*` and `<tool>` stand for a part of a name. */
const fromRoot = new RegExp(`^(?:${rooms.join('|')})/[\\w./*<>-]*$`, 'u')
const byName = /^[\w*<>-]+(?:\.[a-z0-9]+)*\.(?:tsx?|mjs|css|md)$/u

/** What inline code names, a word at a time, and the arguments of commands in blocks of shell. */
function namesIn(page: string): readonly string[] {
  const shell = [...page.matchAll(/^ *```sh\n([^]*?)```/gmu)].map(([, block = '']) => block)
  const inline = [...page.replaceAll(/^ *```[^]*?```/gmu, '').matchAll(/`([^`]+)`/gu)].map(
    ([, code = '']) => code,
  )
  return [...shell, ...inline].flatMap((code) => code.split(/[\s"'()]+/u))
}

/** The names that look like a path of this repository, and stand for none. `invented` are those of an example. */
function missing(page: string, invented: readonly string[]): readonly string[] {
  return namesIn(page).filter((name) => {
    if (invented.includes(name) || !(fromRoot.test(name) || byName.test(name))) return false
    const parts = name.replace(/\/$/u, '').split(/\*|<\w+>/u)
    const pattern = parts.map((part) => part.replaceAll('.', String.raw`\.`)).join('[^/]*')
    const wanted = new RegExp(fromRoot.test(name) ? `^${pattern}$` : `(?:^|/)${pattern}$`, 'u')
    return !known.some((path) => wanted.test(path))
  })
}

describe.each(pages)('%s', (path) => {
  const page = readFileSync(join(repositoryRoot, path), 'utf8')

  test('names files and folders that exist', () => {
    expect(missing(page, ['app/search/rank.ts'])).toEqual([])
  })

  test('links to pages that exist', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)[^)]*\)/gu)].map(([, link = '']) => link)
    const own = links.filter((link) => !/^[a-z]+:/u.test(link))
    expect(own.filter((link) => !existsSync(join(repositoryRoot, dirname(path), link)))).toEqual([])
  })
})

test('a name that stands for nothing is found, in words, in patterns and in commands', () => {
  const page =
    'See `app/gone.ts`, `gone-*.ts`, `main/ipc/` and `read app/ipc/gone`.\n```sh\nrun test/gone\n```\n'
  expect(missing(page, [])).toEqual(['test/gone', 'app/gone.ts', 'gone-*.ts', 'app/ipc/gone'])
})
