// How many bytes does the first look at a page load? Page, styles, scripts and fonts as a server sends them: compressed, a font as it is.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/// kB that a chapter may load.
const MOST = 350;

/// What the page asked for since it was opened, in kB.
export function weightOf(tab) {
    const files = new Set(tab.requests.filter(url => url.startsWith('file:')).map(url => fileURLToPath(url.split(/[?#]/)[0])));
    const sizes = [...files].filter(file => existsSync(file)).map(file => {
        const bytes = readFileSync(file);
        return file.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length;
    });
    return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

export function weight(tab, most = MOST) {
    const loaded = weightOf(tab);
    return loaded > most ? [`loads ${loaded.toFixed(0)} kB, more than ${most}`] : [];
}
