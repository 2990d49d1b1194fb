// Where does this number come from? Every injected value is a link that Tab reaches, to a row of a report's page that holds the value.

import { dirname, resolve } from 'node:path';
import { Html } from '../html.mjs';

/// A printed number without typography: `−1.2 × 10⁻⁵` and `-1.2e-5`, `1,234` and `1234` are the same.
export function plain(text) {
    const raised = { '⁰': 0, '¹': 1, '²': 2, '³': 3, '⁴': 4, '⁵': 5, '⁶': 6, '⁷': 7, '⁸': 8, '⁹': 9, '⁻': '-' };
    const simple = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/g, sign => raised[sign]).replace(/\u2212/g, '-').replace(/[\s\u2009\u202f]+/g, '');
    return simple.replace(/,(?=\d{3})/g, '').replace(/×10(?=[-\d])/g, 'e').replace(/^10(?=-\d+$)/, '1e').toLowerCase();
}

/// The links of values in a page; what is folded is opened first, as a reader would.
function found(tab) {
    return tab.run(() => {
        document.querySelectorAll('details').forEach(details => details.open = true);
        return [...document.querySelectorAll('a.value')].map(link => {
            const box = link.getBoundingClientRect();
            const clone = link.cloneNode(true);
            return {
                href: link.getAttribute('href') ?? '',
                text: clone.textContent,
                reached: link.tabIndex >= 0 && link.hasAttribute('href') && box.width > 0 && getComputedStyle(link).visibility === 'visible',
                place: link.closest('[id]')?.id ?? '',
            };
        });
    });
}

function fault(file, { href, text, reached }) {
    if (!reached) {
        return 'Tab does not reach it';
    }
    const [address, id] = href.split('#');
    // A count of claims leads to the ledger as a whole.
    if (id === undefined && address.endsWith('claims.html')) {
        return null;
    }
    const html = Html.of(resolve(dirname(file), decodeURIComponent(address)));
    const row = html?.row(decodeURIComponent(id ?? ''));
    if (!row) {
        return 'its row is gone';
    }
    const holds = cell => plain(cell.text) === plain(text) || cell.value !== '' && plain(cell.value) === plain(text);
    return row.some(holds) ? null : `its row holds ${row.map(cell => cell.text).join(' | ').slice(0, 160)}`;
}

export async function values(tab, file) {
    const problems = (await found(tab)).map(value => {
        const problem = fault(file, value);
        return problem && `value ${value.text} (${value.href}): ${problem}`;
    });
    return problems.filter(problem => problem);
}
