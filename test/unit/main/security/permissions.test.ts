import { describe, expect, it } from 'vitest'
import {
  answerPermissions,
  isAllowed,
  permissionTable,
  type AskedSession,
} from '../../../../main/security/permissions.ts'
import { standIn } from '../../../support/stand-in.ts'

type Handlers = {
  request: (contents: null, permission: string, answer: (given: boolean) => void, details: object) => void
  check: (contents: null, permission: string, origin: string) => boolean
  device: () => boolean
  usb: (details: { protectedClasses: string[] }) => string[]
  pairing: (details: object, answer: (response: { confirmed: boolean }) => void) => void
  display: (request: object, answer: (streams: object) => void) => void
}

function handlersOf(): Handlers {
  const kept: Record<string, unknown> = {}
  const keep = (name: string) => (handler: unknown) => {
    kept[name] = handler
  }
  answerPermissions(
    standIn<AskedSession>({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      setUSBProtectedClassesHandler: keep('usb'),
      setBluetoothPairingHandler: keep('pairing'),
      setDisplayMediaRequestHandler: keep('display'),
    }),
  )
  return standIn<Handlers>(kept)
}

describe('permissions', () => {
  it('gives what the table gives to our own page only', () => {
    expect(isAllowed('clipboard-sanitized-write', 'app://roost/')).toBe(true)
    expect(isAllowed('clipboard-sanitized-write', 'https://example.org/')).toBe(false)
    expect(isAllowed('clipboard-sanitized-write', '')).toBe(false)
  })

  it('denies what the table denies, and what it does not know', () => {
    for (const [permission, { allow }] of Object.entries(permissionTable)) {
      expect(isAllowed(permission, 'app://roost/')).toBe(allow)
    }
    expect(isAllowed('geolocation', 'app://roost/')).toBe(false)
    expect(isAllowed('a permission of next year', 'app://roost/')).toBe(false)
    expect(isAllowed('constructor', 'app://roost/')).toBe(false)
  })

  it('says a reason for each line', () => {
    for (const { reason } of Object.values(permissionTable)) expect(reason).toMatch(/\w+ \w+/)
  })

  it('answers requests and checks alike', () => {
    const { request, check } = handlersOf()
    const answers: boolean[] = []
    for (const permission of ['clipboard-sanitized-write', 'media', 'midi']) {
      request(null, permission, (given) => answers.push(given), { requestingUrl: 'app://roost/' })
      answers.push(check(null, permission, 'app://roost'))
    }
    expect(answers).toEqual([true, true, false, false, false, false])
  })

  it('gives no device, pairs with nothing and shares no screen', () => {
    const { device, usb, pairing, display } = handlersOf()
    expect(device()).toBe(false)
    expect(usb({ protectedClasses: ['audio', 'hid'] })).toEqual(['audio', 'hid'])
    pairing({}, (response) => expect(response.confirmed).toBe(false))
    display({}, (streams) => expect(streams).toEqual({}))
    expect.assertions(4)
  })
})
