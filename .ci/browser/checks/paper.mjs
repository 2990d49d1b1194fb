// Does a page print well? It makes a PDF, and no page of it but the last is emptier than half: the ink reaches below its middle. Where poppler is not
// installed, the pages are only counted.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0;

/// How far down a gray picture (PGM) there is ink, from 0 to 1.
export function inkReaches(bytes) {
    const [header, width, height] = bytes.subarray(0, 40).toString('latin1').match(/^P5\s+(\d+)\s+(\d+)\s+\d+\s/);
    const pixels = bytes.subarray(header.length);
    for (let row = Number(height) - 1; row >= 0; row -= 1) {
        if (pixels.subarray(row * width, (row + 1) * width).some(gray => gray < 200)) {
            return (row + 1) / height;
        }
    }
    return 0;
}

/// How far down each page is filled.
function filled(pdf) {
    const folder = mkdtempSync(join(tmpdir(), 'book-paper-'));
    try {
        writeFileSync(join(folder, 'page.pdf'), pdf);
        execFileSync('pdftoppm', ['-r', '20', '-gray', '-aa', 'no', '-aaVector', 'no', join(folder, 'page.pdf'), join(folder, 'p')]);
        const pictures = readdirSync(folder).filter(name => name.endsWith('.pgm')).sort();
        return pictures.map(name => inkReaches(readFileSync(join(folder, name))));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/// `most` pages are allowed, where there is a limit; `looks` asks for the pictures of the pages, which takes long where there are many.
export async function paper(tab, most = Infinity, looks = true) {
    const { data } = await tab.send('Page.printToPDF', { printBackground: true, generateTaggedPDF: false, paperWidth: 8.27, paperHeight: 11.69 });
    const pdf = Buffer.from(data, 'base64');
    const count = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
    const problems = count < 1 ? ['prints no page'] : [];
    if (count > most) {
        problems.push(`prints ${count} pages, more than ${most}`);
    }
    if (hasPoppler && looks) {
        const empty = filled(pdf).slice(0, -1).map((share, page) => [page + 1, share]).filter(([, share]) => share < 0.5);
        problems.push(...empty.map(([page, share]) => `page ${page} of ${count} on paper is filled to ${(100 * share).toFixed(0)} % only`));
    }
    return problems;
}
