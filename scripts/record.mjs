import { runScript } from './console.mjs'
import { runPlainProgram } from './plain-program.mjs'

// Records a command in a terminal like Roost's; arguments are for test/record/record.ts.
await runScript('record', () => runPlainProgram('record', 'test/record/record.ts'))
