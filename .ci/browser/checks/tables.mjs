// Are the whole tables of a report sorted and narrowed right? Each column once up and once down, by the numbers that the cells hold, and one word.

export function tables(tab) {
    return tab.run(() => {
        const problems = [];
        for (const table of document.querySelectorAll('table.whole')) {
            const rows = [...table.tBodies[0].rows];
            if (rows.length < 2) {
                continue;
            }
            const original = rows.map(row => row.id).join();
            const heads = [...table.tHead.rows[0].cells];
            heads.forEach((head, column) => {
                const name = head.textContent;
                const cells = () => [...table.tBodies[0].rows].map(row => row.cells[column]).filter(cell => cell.textContent.trim() !== '');
                const isNumbers = head.classList.contains('number') && cells().every(cell => Number.isFinite(Number(cell.dataset.value ?? NaN)));
                const button = head.querySelector('button');
                for (const [order, sign] of [['ascending', 1], ['descending', -1]]) {
                    button?.click();
                    if (head.getAttribute('aria-sort') !== order) {
                        problems.push(`${name}: aria-sort is not ${order}`);
                    }
                    const values = cells().map(cell => Number(cell.dataset.value));
                    if (isNumbers && values.some((value, place) => place > 0 && sign * (value - values[place - 1]) < 0)) {
                        problems.push(`${name}: is not sorted ${order}`);
                    }
                }
                button?.click();
                if ([...table.tBodies[0].rows].map(row => row.id).join() !== original) {
                    problems.push(`${name}: the third tap does not bring the first order back`);
                }
            });
            // A table that is seen at once has no box.
            if (rows.length <= 12) {
                continue;
            }
            const tools = (table.closest('.table-wrapper') ?? table).previousElementSibling;
            const input = tools?.querySelector('input');
            if (!input) {
                problems.push('there is no box to narrow the rows by words');
                continue;
            }
            const word = rows.at(-1).cells[0].textContent.trim();
            for (const [query, expected] of [[word, rows.filter(row => holds(row, word))], ['no such words', []], ['', rows]]) {
                input.value = query;
                input.dispatchEvent(new Event('input'));
                const shown = [...table.tBodies[0].rows].filter(row => row.getBoundingClientRect().height > 0);
                const said = parseInt(tools.querySelector('output').textContent, 10);
                if (shown.length !== expected.length || said !== expected.length) {
                    problems.push(`“${query}” shows ${shown.length} rows and says ${said} instead of ${expected.length}`);
                }
            }
            function holds(row, text) {
                return text.toLowerCase().split(/\s+/).every(part => row.textContent.toLowerCase().includes(part));
            }
        }
        return problems;
    });
}
