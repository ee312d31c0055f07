import type { EvidenceSource } from '../session/status.ts'

/** Whether a source of evidence counts. */
export type SourceSwitch = (source: EvidenceSource) => boolean
