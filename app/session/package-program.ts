/**
 * The program of a package where it has another name, and packages whose scripts are named after something else. By the name
 * in the registry that the package comes from: npm, PyPI, nixpkgs.
 */
const programs: ReadonlyMap<string, string> = new Map([
  ['@anthropic-ai/claude-code', 'claude'],
  ['claude-code', 'claude'],
  ['@openai/codex', 'codex'],
  ['@google/gemini-cli', 'gemini'],
  ['gemini-cli', 'gemini'],
  ['opencode-ai', 'opencode'],
  ['@qwen-code/qwen-code', 'qwen'],
  ['qwen-code', 'qwen'],
  ['@github/copilot', 'copilot'],
  ['github-copilot-cli', 'copilot'],
  ['@mariozechner/pi-coding-agent', 'pi'],
  ['aider-chat', 'aider'],
])

/** The program of a package that is known, null for any other. @param name without a version */
export function packageProgram(name: string): string | null {
  return programs.get(name) ?? null
}
