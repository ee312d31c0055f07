import type { SessionView } from '../../app/ipc/read-model.ts'

/** What most sessions of a window's tests have in common. */
export const plainView = {
  unseen: false,
  resumes: false,
  resumeOffer: null,
  mode: 'interactive',
  hasHeadless: false,
  takesImages: true,
  process: null,
  queue: { length: 0, revision: 1, hasInLine: false },
  queueWait: null,
  git: null,
  doubt: null,
} as const satisfies Partial<SessionView>
