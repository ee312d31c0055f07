import { commandLine } from './cli/command-line.ts'

// The first thing that runs, and small: as the command line the app opens no store, takes no lock and loads nothing of
// the window. Both parts are bundles beside this one, so neither's name is a literal that a bundler would follow.
const part = commandLine(process.argv) === null ? './main.js' : './cli.js'
await import(part)
