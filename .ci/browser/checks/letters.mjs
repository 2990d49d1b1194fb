// Has the font of formulas every letter that a formula uses? Its characters are listed beside it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Html } from '../html.mjs';

export function letters(book, path, list) {
    const have = new Set(readFileSync(list, 'utf8'));
    const used = new Set(Html.of(join(book, path)).formulas.join(''));
    const missing = [...used].filter(letter => !have.has(letter) && !/\s/.test(letter));
    return missing.map(letter => `math.woff2 has no ${letter} (U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')})`);
}
