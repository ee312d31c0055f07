/** The longest path that is taken, in characters: PATH_MAX of Linux, the longest of the systems' limits for paths as users write them. */
export const maxPathChars = 4096

/** The longest id of a conversation; tools use UUIDs and short names. */
export const maxConversationIdChars = 200

/** The longest argument of a command line that a user may write into a tool. */
export const maxArgumentChars = 4096

/** The most arguments of a command line that a user may write into a tool, and the most of one group. */
export const maxArguments = 64
