import { runScript } from './console.mjs'
import { runProgram } from './test-environment.mjs'

// Measures the app and prints what it measures; arguments are for test/bench/bench.ts.
await runScript('bench', () => runProgram('bench', 'test/bench/bench.ts'))
