import { describe, expect, test } from 'vitest'
import { withoutTilde, withTilde } from '../../../../renderer/model/home-path.ts'

describe('a path under the home folder', () => {
  test.each([
    ['/home/ada', '~'],
    ['/home/ada/src', '~/src'],
    ['/home/adam/src', '/home/adam/src'],
    ['/srv', '/srv'],
  ])('%s is written %s', (path, written) => {
    expect(withTilde(path, '/home/ada')).toBe(written)
    expect(withoutTilde(written, '/home/ada')).toBe(path)
  })

  test('is left alone where the home folder is not known', () => {
    expect(withTilde('/srv', '')).toBe('/srv')
  })

  test('a name that only begins with a tilde is no home', () => {
    expect(withoutTilde('~backup', '/home/ada')).toBe('~backup')
  })
})
