import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'

/** A question with a button for each answer. Indexes count from the first button. */
export type Question = {
  readonly type: NonNullable<MessageBoxOptions['type']>
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  /** What Enter chooses. */
  readonly defaultButton: number
  /** What Escape and closing the box choose. */
  readonly cancelButton: number
}

/**
 * Asks in a native box, which also works while the page is dead or hung.
 *
 * @returns the index of the button
 */
export async function ask(window: BrowserWindow | null, question: Question): Promise<number> {
  const options: MessageBoxOptions = {
    type: question.type,
    message: question.message,
    detail: question.detail,
    buttons: [...question.buttons],
    defaultId: question.defaultButton,
    cancelId: question.cancelButton,
    noLink: true,
  }
  // Called through the module each time: a test puts its own answer there.
  const given =
    window === null || window.isDestroyed()
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(window, options)
  return given.response
}

/** Lets a user choose image files; none if they did not. */
export async function askForImages(window: BrowserWindow, title: string): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    filters: [{ name: title, extensions: ['png', 'jpg', 'jpeg', 'gif', 'webp'] }],
    properties: ['openFile', 'multiSelections'],
  })
  return canceled ? [] : filePaths
}

/** Lets a user choose a folder; null if they did not. */
export async function askForFolder(
  window: BrowserWindow,
  title: string,
  startAt: string | null,
): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    ...(startAt === null ? {} : { defaultPath: startAt }),
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Lets a user choose one file of rules; null if they did not. */
export async function askForRulesFile(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    filters: [{ name: 'JSON', extensions: ['json'] }],
    properties: ['openFile'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Lets a user choose where a new file goes; null if they did not. */
export async function askWhereToSave(
  window: BrowserWindow,
  title: string,
  fileName: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: fileName })
  return canceled || filePath === '' ? null : filePath
}
