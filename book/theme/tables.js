'use strict';

// How does a reader find a row among many? The whole tables of a report's page are sorted by a tap on the head of a column (first upwards, then
// downwards, then as they came) and narrowed by words. Without this script all rows are there, in the order of the report.
//
//     <table class="whole"><thead><tr><th scope="col" class="number">error</th>…
//     <tbody><tr id="steps:1e-5"><th scope="row">10⁻⁵</th><td class="number" data-value="0.61099999">0.611</td>…
//
// Other scripts of the book use what stands in `window.bookTables`.
window.bookTables = (function () {
    /// An element with a class and text.
    function element(name, className, text) {
        const made = document.createElement(name);
        made.className = className;
        made.textContent = text ?? '';
        return made;
    }

    /// What a cell is sorted by: the number that the report holds, else what is read as one, else the words.
    function sortKey(cell) {
        const text = cell?.textContent.trim() ?? '';
        const number = Number(cell?.dataset.value ?? readNumber(text));
        return { text, number, isNumber: (cell?.dataset.value ?? text) !== '' && !Number.isNaN(number) };
    }

    /// `−1.2 × 10⁻⁵` and `1,234` as a computer reads them.
    function readNumber(text) {
        const raised = { '⁰': 0, '¹': 1, '²': 2, '³': 3, '⁴': 4, '⁵': 5, '⁶': 6, '⁷': 7, '⁸': 8, '⁹': 9, '⁻': '-' };
        const plain = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/g, sign => raised[sign]).replace(/[\u2212]/g, '-').replace(/,(?=\d{3})/g, '');
        return plain.replace(/\s*×\s*10/, 'e').replace(/^[≤≥<>≈]\s*/, '');
    }

    /// Numbers before words, words as a dictionary has them.
    function compare(one, other) {
        if (one.isNumber && other.isNumber) {
            return one.number - other.number;
        }
        if (one.isNumber !== other.isNumber) {
            return one.isNumber ? -1 : 1;
        }
        return one.text.localeCompare(other.text, 'en', { numeric: true });
    }

    /// Puts the rows in the order of a column: 1 up, −1 down, 0 as they came. Empty cells stay at the end.
    function sortRows(body, rows, column, direction) {
        const keyed = rows.map((row, place) => ({ row, place, key: sortKey(row.cells[column]) }));
        if (direction !== 0) {
            keyed.sort((one, other) => {
                const empty = (one.key.text === '') - (other.key.text === '');
                return empty || direction * compare(one.key, other.key) || one.place - other.place;
            });
        }
        body.append(...keyed.map(entry => entry.row));
    }

    /// Makes each head of a column a button that sorts the table.
    function makeSortable(table) {
        const body = table.tBodies[0];
        const rows = [...body.rows];
        const heads = [...table.tHead.rows[0].cells];
        heads.forEach((head, column) => {
            const button = element('button', 'sort');
            button.type = 'button';
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
                const next = { ascending: 'descending', descending: null }[head.getAttribute('aria-sort')];
                const order = next === undefined ? 'ascending' : next;
                heads.forEach(each => each.removeAttribute('aria-sort'));
                if (order) {
                    head.setAttribute('aria-sort', order);
                }
                sortRows(body, rows, column, order === null ? 0 : order === 'ascending' ? 1 : -1);
            });
        });
    }

    /// The words of a query; a row is shown if it holds them all, whatever their case.
    function wordsOf(query) {
        return query.toLowerCase().split(/\s+/).filter(word => word !== '');
    }

    function holds(text, words) {
        const lower = text.toLowerCase();
        return words.every(word => lower.includes(word));
    }

    /// A field with its label.
    function field(label, input) {
        const made = element('label', '', label);
        made.append(input);
        return made;
    }

    /// So many rows need no box to find one among them.
    const SEEN_AT_ONCE = 12;

    /// A box for words above the table, and how many rows are left.
    function makeFilterable(table) {
        const rows = [...table.tBodies[0].rows];
        const input = element('input', '');
        input.type = 'search';
        const count = element('output', '', `${rows.length} rows`);
        const tools = element('div', 'table-tools');
        tools.append(field('rows with the words', input), count);
        (table.closest('.table-wrapper') ?? table).before(tools);
        input.addEventListener('input', () => {
            const words = wordsOf(input.value);
            rows.forEach(row => row.hidden = !holds(row.textContent, words));
            const shown = rows.filter(row => !row.hidden).length;
            count.textContent = words.length === 0 ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
        });
    }

    for (const table of document.querySelectorAll('table.whole')) {
        if (table.tHead && table.tBodies[0]?.rows.length > 1) {
            makeSortable(table);
            if (table.tBodies[0].rows.length > SEEN_AT_ONCE) {
                makeFilterable(table);
            }
        }
    }

    return { element, field, makeSortable, wordsOf, holds };
})();
