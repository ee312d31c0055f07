import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStartOptions } from '../../../../main/desktop/start-facts.ts'

const given = { environment: {}, userDataSwitch: '', defaultUserData: resolve('/home/me/.config/Roost') }

describe('readStartOptions', () => {
  it('keeps data where the system says, and Chromium its own apart', () => {
    expect(readStartOptions(given)).toEqual({
      isUnderTest: false,
      userData: given.defaultUserData,
      chromiumData: join(given.defaultUserData, 'chromium'),
      screensDir: join(given.defaultUserData, 'screens'),
      hostInMain: false,
    })
  })

  it('takes another folder from the command line, made absolute', () => {
    expect(readStartOptions({ ...given, userDataSwitch: 'somewhere' }).userData).toBe(resolve('somewhere'))
  })

  it('listens to the environment about data only under test', () => {
    const environment = { ROOST_USER_DATA: resolve('/tmp/x') }
    expect(readStartOptions({ ...given, environment }).userData).toBe(given.defaultUserData)
    const underTest = readStartOptions({ ...given, environment: { ...environment, ROOST_TEST: '1' } })
    expect(underTest).toMatchObject({ isUnderTest: true, userData: resolve('/tmp/x') })
  })

  it('can keep the ptys in the main process', () => {
    expect(readStartOptions({ ...given, environment: { ROOST_PTY_HOST: 'main' } }).hostInMain).toBe(true)
  })
})
