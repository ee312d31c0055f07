import type { Translate } from '../i18n/translate.ts'
import { versionAge } from '../tool/version.ts'
import type { DoubtView } from './why.ts'

/** A doubt in a sentence: that the tool is newer than its rules where that is so, else what does not fit. @param tool as it is shown */
export function doubtWords(doubt: DoubtView, tool: string, t: Translate): string {
  const { kind, installed, measured } = doubt
  if (installed !== null && measured !== null && versionAge(doubt) === 'newer')
    return t('doubt.newer', { tool, version: installed, measured })
  return t(`doubt.${kind}`, { tool: installed === null ? tool : `${tool} ${installed}` })
}
