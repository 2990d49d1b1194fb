// Which files do people have, and which does nobody expect? Each with the words that ask about it, as a program makes them here; and what the command
// line says of each.
//
//     node .ci/browser/own_files.mjs FOLDER        writes them, what was said, and FOLDER/list.txt for `crates/page/check.mjs MODULE --own-data`

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const PROGRAM = resolve(dirname(fileURLToPath(import.meta.url)), '../../target/release/wellposed');

/// Numbers that look as if they were measured, the same each time.
function* measured() {
    for (let state = 9; ;) {
        state = (state * 48271) % 2147483647;
        yield state / 2147483647;
    }
}

const lines = rows => rows.map(row => row.join(',')).join('\n') + '\n';

/// A table of rows of numbers of very different sizes; the target is last.
function table(rows, columns, more = row => row) {
    const numbers = measured();
    const scale = column => 10 ** (column % 5 - 1);
    const row = () => Array.from({ length: columns }, (_, column) => (numbers.next().value * scale(column)).toPrecision(6));
    const head = [...Array.from({ length: columns }, (_, column) => `x${column + 1}`), 'y'];
    return [head, ...Array.from({ length: rows }, (_, place) => more([...row(), (numbers.next().value * 3).toFixed(3)], place))];
}

const utf16 = text => Buffer.from(`\ufeff${text}`, 'utf16le');
const houses = table(40, 4);
const text = lines(houses);
const split = (rows, sign, of = cell => cell) => rows.map(row => row.map(of).join(sign)).join('\n') + '\n';
const set = (column, value) => (row, place) => row.map((cell, each) => each === column ? value(cell, place) : cell);

/// Name of the file, its bytes, and the words after `--data FILE`.
export const OWN_FILES = [
    ['houses.csv', text, ['--target=y']],
    ['houses with a blank & <b>.csv', text, ['--target=y', '--task', 'regression']],
    ['columns of all kinds.csv', text, ['--target=5', '--drop', 'x2', '--all']],
    ['empty.csv', '', ['--target=y']],
    ['header only.csv', 'x1,x2,y\n', ['--target=y']],
    ['one row.csv', 'x1,x2,y\n1,2,3\n', ['--target=y']],
    ['quote that stays open.csv', `${text}"never closed,1,2,3,4\n5,6,7,8,9\n`, ['--target=y']],
    ['utf-16.csv', utf16(text), ['--target=y']],
    ['bom.csv', `\ufeff${text}`, ['--target=y']],
    ['packed.csv.gz', gzipSync(text), ['--target=y']],
    ['packed and cut.csv.gz', gzipSync(text).subarray(0, 200), ['--target=y']],
    ['semicolons.csv', split(houses, ';'), ['--target=y']],
    ['decimal commas.csv', split(houses, ';', cell => cell.replace('.', ',')), ['--target=y']],
    ['tabs.tsv', split(houses, '\t'), ['--target=y']],
    ['missing.csv', lines(table(40, 4, set(1, (cell, place) => place % 7 === 3 ? 'NA' : cell))), ['--target=y']],
    ['missing by median.csv', lines(table(40, 4, set(1, (cell, place) => place % 7 === 3 ? '' : cell))), ['--target=y', '--missing', 'median']],
    ['constant.csv', lines(table(40, 4, set(2, () => '7'))), ['--target=y']],
    ['copies.csv', lines(table(40, 4, row => [row[0], row[0], row[0], row[3], row[4]])), ['--target=y']],
    ['words.csv', lines(table(40, 4, set(3, (_, place) => ['red', 'green', 'blue'][place % 3]))), ['--target=y', '--categorical', 'x4']],
    ['classes.csv', lines(table(40, 4, set(4, (_, place) => ['yes', 'no'][place % 2]))), ['--target=y']],
    ['wide.csv', lines(table(30, 3000)), ['--target=y']],
    ['nul.csv', text.replace('x2', 'x\0').replace(/\n(\d)/, '\n\0$1'), ['--target=y']],
    ['really.pdf.csv', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'latin1'), ['--target=y']],
    ['latin.csv', Buffer.from(text.replace('x1', 'gr\xf6\xdfe'), 'latin1'), ['--target=y', '--encoding', 'windows-1252']],
    ['not utf-8.csv', Buffer.from(text.replace('x1', 'gr\xf6\xdfe'), 'latin1'), ['--target=y']],
    ['long line.csv', `${text}${'9'.repeat(300000)},1,2,3,4\n`, ['--target=y']],
    ['tags.csv', text.replace('x1', '<img src=x onerror=alert(1)>').replace('x2', 'a&amp;b'), ['--target=y']],
    ['formulas.csv', lines(table(40, 4, set(0, (cell, place) => place === 5 ? '=HYPERLINK("http://example.org")' : cell))), ['--target=y']],
    ['huge and tiny.csv', lines(table(40, 4, set(0, (cell, place) => place % 2 ? '1e308' : '-4e-320'))), ['--target=y']],
    ['carriage returns.csv', text.replaceAll('\n', '\r\n'), ['--target=y']],
    ['ragged.csv', text.replace(/(\n[^\n]*),[^,\n]*\n/, '$1\n'), ['--target=y']],
    ['no such column.csv', text, ['--target=price']],
    ['no target.csv', text, []],
    ['-dash.csv', text, ['--target=-y']],
    ['wrong option.csv', text, ['--target=y', '--missing', 'guess']],
    ['no such option.csv', text, ['--target=y', '--missin', 'mean']],
].map(([name, content, words]) => ({ name, bytes: Buffer.from(content), words }));

/// Writes a file and asks the command line about it: its words, what is printed, and whether that is an answer.
export function told(folder, { name, bytes, words }) {
    writeFileSync(join(folder, name), bytes);
    const all = [`--data=${name}`, ...words];
    const { status, stdout, stderr } = spawnSync(PROGRAM, ['run', 'input_normalization', ...all], { cwd: folder, maxBuffer: 1 << 28 });
    return { words: all, file: join(folder, name), said: (status === 0 ? stdout : stderr).toString(), answered: status === 0 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const folder = resolve(process.argv[2]);
    mkdirSync(folder, { recursive: true });
    const list = OWN_FILES.map((each, number) => {
        const { said, ...rest } = told(folder, each);
        const place = join(folder, `said-${number}.txt`);
        writeFileSync(place, said);
        return JSON.stringify({ ...rest, text: place });
    });
    writeFileSync(join(folder, 'list.txt'), `${list.join('\n')}\n`);
}
