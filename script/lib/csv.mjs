// Reads the CSV files of the knowledge folder and names file and line of whatever is wrong in them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mistake in the input: shown as one sentence, without a stack trace, because the reader mends data and not code. */
export class DataError extends Error {}

/** Reads a file of the folder, so that a missing one is told as a sentence too. */
export function readText(dir, file) {
  try {
    return readFileSync(join(dir, file), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new DataError(`${file}: cannot be read from ${dir} (${error.code})`);
  }
}

// One field and what ends it: quoted (a doubled quote stands for one), or plain without quotes.
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** Splits the text into records; each keeps the line it starts on, since a quoted field may run over several. */
function* records(text, file) {
  let line = 1;
  let record = { line, fields: [] };
  for (let at = 0; at < text.length; at = FIELD.lastIndex) {
    FIELD.lastIndex = at;
    const found = FIELD.exec(text);
    if (!found) throw new DataError(`${file} line ${line}: a quote is not closed, or stands inside a field`);
    const [whole, quoted, plain, end] = found;
    record.fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end === ',') continue;
    yield record;
    record = { line, fields: [] };
  }
  if (record.fields.length) yield { ...record, fields: [...record.fields, ''] };
}

/** Reads a table as objects with the wanted columns; `at` says where a row stands, for messages about its values. */
export function readTable(dir, file, columns) {
  const [header, ...rows] = records(readText(dir, file), file);
  for (const column of columns) {
    if (!header?.fields.includes(column)) throw new DataError(`${file} line 1: there is no column "${column}"`);
  }
  return rows.map(({ line, fields }) => {
    const at = `${file} line ${line}`;
    if (fields.length !== header.fields.length) {
      throw new DataError(`${at}: the header has ${header.fields.length} fields, this row has ${fields.length}`);
    }
    return { ...Object.fromEntries(header.fields.map((column, i) => [column, fields[i]])), at };
  });
}
