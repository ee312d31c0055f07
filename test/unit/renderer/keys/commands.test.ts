import { describe, expect, test } from 'vitest'
import { registerCommand, runCommand } from '../../../../renderer/keys/commands.ts'

describe('a command', () => {
  test('that nobody answers is left to the program', () => {
    expect(runCommand('find')).toBe(false)
  })

  test('goes to the part that registered last, and past one that declines', () => {
    const seen: string[] = []
    const first = registerCommand('copy', () => void seen.push('first'))
    const second = registerCommand('copy', () => {
      seen.push('second')
      return false
    })
    expect(runCommand('copy')).toBe(true)
    expect(seen).toEqual(['second', 'first'])
    first()
    expect(runCommand('copy')).toBe(false)
    second()
  })

  test('is no more answered by a part that has gone', () => {
    const undo = registerCommand('paste', () => undefined)
    undo()
    expect(runCommand('paste')).toBe(false)
  })
})
