import { join, sep } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPageFile, pageHeaders } from '../../../../main/window/page-files.ts'

const root = join(sep, 'opt', 'roost', 'out', 'renderer')

describe('findPageFile', () => {
  it('serves the page and its parts with their types', () => {
    expect(findPageFile(root, 'GET', 'app://roost/')).toEqual({
      kind: 'file',
      path: join(root, 'index.html'),
      contentType: 'text/html; charset=utf-8',
    })
    expect(findPageFile(root, 'GET', 'app://roost/assets/a%20b.js?v=1#x')).toMatchObject({
      path: join(root, 'assets', 'a b.js'),
      contentType: 'text/javascript; charset=utf-8',
    })
  })

  it.each([
    'app://roost/../secret.js',
    'app://roost/%2e%2e/secret.js',
    'app://roost/..%2fsecret.js',
    'app://roost/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.js',
    'app://roost/..%5csecret.js',
    'app://roost/%2e%2e/renderer-other/a.js',
    'app://roost//etc/passwd',
    'app://roost/a.js%00.html',
    'app://roost/%ff.js',
  ])('serves nothing outside the page: %s', (address) => {
    const file = findPageFile(root, 'GET', address)
    if (file.kind === 'file') expect(file.path.startsWith(root + sep)).toBe(true)
    else expect([400, 404]).toContain(file.status)
  })

  it('stays inside for any path', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', '%5c', '\\', 'a.js', '%00'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = findPageFile(root, 'GET', `app://roost/${parts.join('/')}.js`)
        return file.kind === 'refused' || file.path.startsWith(root + sep)
      }),
    )
  })

  it('refuses other methods, other hosts and other kinds of files', () => {
    expect(findPageFile(root, 'POST', 'app://roost/')).toEqual({ kind: 'refused', status: 405 })
    expect(findPageFile(root, 'GET', 'app://other/')).toEqual({ kind: 'refused', status: 400 })
    expect(findPageFile(root, 'GET', 'app://roost/main.node')).toEqual({ kind: 'refused', status: 404 })
    expect(findPageFile(root, 'GET', 'app://roost/assets')).toEqual({ kind: 'refused', status: 404 })
  })
})

describe('the headers of the page', () => {
  const policy = new Map(
    pageHeaders['Content-Security-Policy'].split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )

  it('let nothing run but scripts of our own', () => {
    expect(policy.get('default-src')).toEqual(["'none'"])
    expect(policy.get('script-src')).toEqual(["'self'"])
    for (const sources of policy.values()) {
      for (const source of sources) expect(source).not.toMatch(/unsafe-eval|https?:|\*/)
    }
  })

  it('let the page talk to itself only, and be framed by nobody', () => {
    expect(policy.get('connect-src')).toEqual(["'self'"])
    for (const name of ['base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(name)).toEqual(["'none'"])
    expect(pageHeaders['X-Content-Type-Options']).toBe('nosniff')
  })
})
