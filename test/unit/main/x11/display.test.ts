import { describe, expect, test } from 'vitest'
import { findCookie, findDisplay, parseDisplay } from '../../../../main/x11/display.ts'

describe('the name of a display', () => {
  test.each([
    [':0', { path: '/tmp/.X11-unix/X0' }],
    ['unix:12.1', { path: '/tmp/.X11-unix/X12' }],
    ['localhost:10.0', { host: 'localhost', port: 6010 }],
  ])('%s is a place', (name, address) => {
    expect(parseDisplay(name)?.address).toEqual(address)
  })

  test.each(['', 'x', ':', ':1:2', '/private/tmp/launchd/org.xquartz:0', ':0\n'])(
    '%j is none',
    async (name) => {
      expect(parseDisplay(name)).toBeNull()
      expect(await findDisplay({ DISPLAY: name })).toBeNull()
    },
  )
})

describe('a file of cookies', () => {
  const content = Buffer.concat([
    record('other', '3', 'MIT-MAGIC-COOKIE-1', 'o'),
    record('here', '2', 'MIT-MAGIC-COOKIE-1', 't'),
    record('here', '3', 'XDM-AUTHORIZATION-1', 'x'),
    record('here', '3', 'MIT-MAGIC-COOKIE-1', 'h'),
    record('', '', 'MIT-MAGIC-COOKIE-1', 'any'),
  ])
  const cookie = (host: string, display: string, bytes: Uint8Array = content) => {
    const found = findCookie(bytes, host, display)
    return found === null ? null : Buffer.from(found).toString()
  }

  test('has that of the host and the display', () => {
    expect(cookie('here', '3')).toBe('h')
    expect(cookie('here', '2')).toBe('t')
  })

  test('has one of the display for a host that was renamed, and for any display', () => {
    expect(cookie('renamed', '3')).toBe('o')
    expect(cookie('renamed', '9')).toBe('any')
  })

  test('may be cut off anywhere', () => {
    for (let length = 0; length <= content.length; length += 1) {
      expect(() => cookie('here', '3', content.subarray(0, length))).not.toThrow()
    }
    expect(cookie('here', '3', new Uint8Array())).toBeNull()
  })
})

function record(...fields: readonly string[]): Buffer {
  const counted = fields.map((field) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(field.length)
    return Buffer.concat([length, Buffer.from(field)])
  })
  return Buffer.concat([Buffer.from([1, 0]), ...counted])
}
