// What a POSIX shell would see of a command outside of quotes.

/** The command without what is quoted: there a literal is safe, and a variable is not split. */
export function unquoted(command) {
  return command.replace(/\\.|'[^']*'|"\$[A-Z_]+"/g, "");
}

/** Characters that mean nothing to a shell, and the pipe and the arrow that commands are joined with. */
export const HARMLESS = /^[\w .\/:@%+,=|>-]*$/;
