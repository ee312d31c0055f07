/** The entry of the pty host's process as it is in the app, with a parser that has faults. */
import './parser-faults.ts'
import '../../main/pty-host/host/host.ts'
