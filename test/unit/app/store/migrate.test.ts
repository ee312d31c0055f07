import { expect, test } from 'vitest'
import { migrate } from '../../../../app/store/migrate.ts'

const steps = {
  1: (file: Readonly<Record<string, unknown>>) => ({ ...file, names: [file['name']] }),
  2: (file: Readonly<Record<string, unknown>>) => ({ names: file['names'], order: 'asc' }),
}

test('a file of this version is as it is', () => {
  expect(migrate({ version: 3, names: [] }, 3, steps)).toEqual({
    kind: 'current',
    file: { version: 3, names: [] },
  })
})

test('an old file takes every step once, and tells where it came from', () => {
  expect(migrate({ version: 1, name: 'a' }, 3, steps)).toEqual({
    kind: 'migrated',
    file: { version: 3, names: ['a'], order: 'asc' },
    from: 1,
  })
})

test('a file of a newer version is told apart and not touched', () => {
  const file = { version: 4, unheardOf: 1 }
  expect(migrate(file, 3, steps)).toEqual({ kind: 'newer', file, version: 4 })
})

test('what is no file of ours is bad', () => {
  for (const raw of [null, [], 'text', {}, { version: '1' }, { version: 0 }, { version: 1.5 }]) {
    expect(migrate(raw, 3, steps)).toEqual({ kind: 'bad' })
  }
  expect(migrate({ version: 1 }, 3, { 2: steps[2] })).toEqual({ kind: 'bad' })
})
