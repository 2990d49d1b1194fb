// What is a chapter made of? At the width of a desk with everything closed, how much of its height is prose with formulas, figures, claims,
// tables, code and exercises. Prose comes first: at least 35 %, with figures 55 %, claims at most 20 %; no figure is over 450 pixels high,
// no table over 12 rows.

const BARS = { prose: 35, withFigures: 55, claims: 20, figure: 450, rows: 12 };

/// Shares of the height in percent; tallest figure, longest table.
export function measured(tab) {
    return tab.run(() => {
        const main = document.querySelector('main');
        const blocks = [...main.children].filter(block => block.getBoundingClientRect().height > 0);
        const kindOf = block => {
            if (block.matches('figure')) return 'figures';
            if (block.matches('.claims, .claim')) return 'claims';
            if (block.matches('.report, .table-wrapper, table')) return 'tables';
            if (block.matches('pre, .playground')) return 'code';
            if (block.matches('details')) return 'exercises';
            return 'prose';
        };
        const bottom = main.getBoundingClientRect().bottom;
        const heights = { prose: 0, figures: 0, claims: 0, tables: 0, code: 0, exercises: 0 };
        blocks.forEach((block, number) => {
            const top = number === 0 ? main.getBoundingClientRect().top : block.getBoundingClientRect().top;
            const next = blocks[number + 1]?.getBoundingClientRect().top ?? bottom;
            heights[kindOf(block)] += next - top;
        });
        const height = main.getBoundingClientRect().height;
        const shares = Object.fromEntries(Object.entries(heights).map(([kind, part]) => [kind, 100 * part / height]));
        const largest = (selector, size) => Math.max(0, ...[...main.querySelectorAll(selector)].map(size));
        return {
            height: Math.round(height),
            ...shares,
            figure: Math.round(largest('figure .drawing', drawing => drawing.getBoundingClientRect().height)),
            rows: largest('table', table => table.closest('details') ? 0 : table.tBodies[0]?.rows.length ?? 0),
            folded: [...main.querySelectorAll('details:not(.claim, .exercise)')].filter(details => !details.closest('.claim, .exercise')).length,
        };
    });
}

export function shares(found, bars = BARS) {
    const percent = share => `${share.toFixed(1)} %`;
    const both = found.prose + found.figures;
    const tests = [
        [found.prose < bars.prose, `prose and formulas are ${percent(found.prose)} of the height, less than ${bars.prose} %`],
        [both < bars.withFigures, `prose and figures are ${percent(both)}, less than ${bars.withFigures} %`],
        [found.claims > bars.claims, `claims are ${percent(found.claims)}, more than ${bars.claims} %`],
        [found.figure > bars.figure, `a figure is ${found.figure} pixels high, more than ${bars.figure}`],
        [found.rows > bars.rows, `a table in the flow has ${found.rows} rows, more than ${bars.rows}`],
        [found.folded > 0, `${found.folded} blocks are folded that are neither claim nor exercise`],
    ];
    return tests.filter(([bad]) => bad).map(([, words]) => words);
}

/// All chapters as a table.
export function tableOf(chapters) {
    const columns = ['height', 'prose', 'figures', 'claims', 'tables', 'code', 'exercises', 'figure', 'rows', 'weight'];
    const line = cells => cells.map((cell, number) => number === 0 ? cell.padEnd(26) : cell.padStart(10)).join('');
    const rows = Object.entries(chapters).map(([name, found]) => {
        return line([name, ...columns.map(column => Number.isInteger(found[column]) ? `${found[column]}` : found[column].toFixed(1))]);
    });
    return [line(['chapter', ...columns]), ...rows].join('\n');
}
