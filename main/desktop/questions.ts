import type { Translate } from '../../app/i18n/translate.ts'
import type { Question } from './ask.ts'

/** A box with this many names is still read. */
const maxNames = 12

/** What `quitQuestion` means by "quit". */
export const quitButton = 1

/** What `crashQuestion` and `hungQuestion` mean by "load again". */
export const reloadButton = 0

/** What `crashQuestion` means by "show the log". */
export const showLogButton = 1

/** What quitting would end: the titles of the sessions at work, and the programs in the background of sessions. */
export type CutOff = {
  readonly atWork: readonly string[]
  readonly background: readonly { readonly title: string; readonly names: readonly string[] }[]
}

/** Asked before quitting cuts something off; to keep running is the default. */
export function quitQuestion(t: Translate, { atWork, background }: CutOff): Question {
  const count = atWork.length
  const all = [
    ...atWork,
    ...background.map(({ title, names }) => t('quit.background', { title, names: names.join(', ') })),
  ]
  const names = all.slice(0, maxNames)
  const more = all.length > names.length ? [t('quit.more', { count: all.length - names.length })] : []
  return {
    type: 'question',
    message: count === 0 ? t('quit.backgroundQuestion') : t('quit.question', { count }),
    detail: [...names, ...more].join('\n'),
    buttons: [t('quit.keep'), count === 0 ? t('quit.end') : t('quit.stop', { count })],
    defaultButton: 0,
    cancelButton: 0,
  }
}

/** What `reachQuestion` means by "allow". */
export const allowButton = 1

/** Asked when a program in one session wants to use another by the command line; to refuse is the default. */
export function reachQuestion(
  t: Translate,
  { caller, target }: { readonly caller: string; readonly target: string },
): Question {
  return {
    type: 'question',
    message: t('cli.reach.question', { caller, target }),
    detail: t('cli.reach.text'),
    buttons: [t('cli.reach.refuse'), t('cli.reach.allow')],
    defaultButton: 0,
    cancelButton: 0,
  }
}

/** Asked when the page has died so often that another reload by itself would help nobody. */
export function crashQuestion(t: Translate): Question {
  return {
    type: 'error',
    message: t('page.crashed'),
    detail: t('page.crashedText'),
    buttons: [t('page.reload'), t('page.showLog')],
    defaultButton: 0,
    cancelButton: 0,
  }
}

/** Asked when the page has not answered for a while. */
export function hungQuestion(t: Translate): Question {
  return {
    type: 'warning',
    message: t('page.hung'),
    detail: t('page.hungText'),
    buttons: [t('page.reload'), t('page.wait')],
    defaultButton: 1,
    cancelButton: 1,
  }
}
