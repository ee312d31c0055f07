/** One event of a tool's stream. It is output of an untrusted program: nothing is known of its form. */
export type StreamEvent = Readonly<Record<string, unknown>>

/** What an event says, in the words of no tool. An event may say several things, or nothing that matters here. */
export type Piece =
  /** The id of the conversation. */
  | { readonly kind: 'token'; readonly token: string }
  /** The next words of the message that the assistant is writing. */
  | { readonly kind: 'words'; readonly text: string }
  /** A whole message of the assistant. The part that was shown in words before is not shown again. */
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'thought'; readonly text: string }
  /** A tool is called; `about` is what tells this call from another: a command, a path. */
  | { readonly kind: 'call'; readonly name: string; readonly about: string }
  | { readonly kind: 'result'; readonly text: string; readonly isError: boolean }
  /** Trouble that does not end the turn. */
  | { readonly kind: 'trouble'; readonly text: string }
  /** The turn failed, unless the assistant goes on after it. */
  | { readonly kind: 'failure'; readonly text: string }
  /** The final answer, as the tool itself repeats it at the end. */
  | { readonly kind: 'answer'; readonly text: string }
  /** The tool is done with the turn, and says nothing more of it. */
  | { readonly kind: 'end' }

/** Reads the events of one tool. */
export type PieceReader = (event: StreamEvent) => readonly Piece[]
