import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { protocolVersion } from '../../app/cli/protocol.ts'

test('docs/command-line.md shows requests and answers of the protocol as it is', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/command-line.md'), 'utf8')
  const versions = [...page.matchAll(/^\{ "v": (\d+),/gmu)].map((match) => Number(match[1]))
  expect(versions.length).toBeGreaterThan(0)
  expect(new Set(versions)).toEqual(new Set([protocolVersion]))
})
