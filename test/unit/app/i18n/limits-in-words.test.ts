import { expect, test } from 'vitest'
import { maxRequestBytes, maxTimeoutMs, requestDeadlineMs } from '../../../../app/cli/protocol.ts'
import { en, type MessageKey } from '../../../../app/i18n/en.ts'
import { ru } from '../../../../app/i18n/ru.ts'
import { maxImageBytes, maxImagePixels } from '../../../../app/terminal/image.ts'
import { maxPromptChars, maxPromptImages } from '../../../../app/session/prompt.ts'
import { maxQueued } from '../../../../app/session/queue.ts'
import { maxRulesFileBytes } from '../../../../app/tool/rules-file.ts'
import { maxRules } from '../../../../app/screen/rules.ts'

// The dictionaries lie below the rooms that have the limits, and cannot import them.
test.each<readonly [MessageKey, readonly number[]]>([
  ['error.cli-bad-request.hint', [maxPromptChars, maxPromptImages]],
  ['error.cli-too-large', [maxRequestBytes / 2 ** 20]],
  ['error.cli-too-slow', [requestDeadlineMs / 1000]],
  ['cli.usage.timeout', [maxTimeoutMs / 1000]],
  ['error.queue-full', [maxQueued]],
  ['error.prompt-too-long', [maxPromptChars]],
  ['error.image-too-large', [maxImageBytes / 2 ** 20]],
  ['error.image-pixels.hint', [maxImagePixels / 1e6]],
  ['rules.noList.hint', [maxRules]],
  ['error.rules-file-large', [maxRulesFileBytes / 2 ** 20]],
])('%s tells the limits that hold', (key, limits) => {
  for (const sentence of [en[key], ru[key]]) {
    // Thousands are grouped by a comma, or by a space of some kind.
    const grouped = /\d+(?:[,\s]\d{3})+|\d+(?:\.\d+)?/gu
    const numbers = [...JSON.stringify(sentence).matchAll(grouped)].map(([number]) =>
      Number(number.replaceAll(/[,\s]/gu, '')),
    )
    expect(numbers).toEqual(expect.arrayContaining([...limits]))
  }
})
