import { runScript } from './console.mjs'
import { runProgram } from './test-environment.mjs'

// Opens Roost with fake agents in several states and writes the pictures that the README shows.
await runScript('demo', () => runProgram('demo', 'test/demo/demo.ts'))
