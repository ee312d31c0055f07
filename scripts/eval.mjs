import { runScript } from './console.mjs'
import { runPlainProgram } from './plain-program.mjs'

// Replays recordings through the host and the status engine; arguments are for test/eval/eval.ts.
await runScript('eval', () => runPlainProgram('eval', 'test/eval/eval.ts'))
