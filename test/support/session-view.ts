import type { SessionView } from '../../app/ipc/read-model.ts'

/** What most sessions of a window's tests have in common. */
export const plainView = {
  unseen: false,
  resumes: false,
  queue: [],
  queueWait: null,
  git: null,
} as const satisfies Partial<SessionView>
