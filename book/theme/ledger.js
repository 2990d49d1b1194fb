'use strict';

// Which claims were refuted, in which chapter, and which speak of κ? The ledger is narrowed by verdict, chapter, kind and words, and sorted within
// each chapter; what is chosen stands in the address, so that it can be sent to someone: claims.html?verdict=refuted&words=bias. Without this script
// all claims are there.
(function () {
    const tables = [...document.querySelectorAll('table.ledger')];
    if (tables.length === 0) {
        return;
    }
    const { element, field, makeSortable, wordsOf, holds } = window.bookTables;
    const rows = tables.flatMap(table => [...table.tBodies[0].rows]);
    const chosen = new URLSearchParams(location.search);

    /// The title of a chapter is the heading above its table.
    function titleOf(row) {
        let before = row.closest('.table-wrapper') ?? row.closest('table');
        while (before && before.tagName !== 'H2') {
            before = before.previousElementSibling;
        }
        return before?.textContent.trim() ?? row.dataset.chapter;
    }

    /// A list to choose from: all, or one of the values that occur in the rows.
    function choice(label, name, titleOfValue) {
        const select = element('select', '');
        select.name = name;
        select.append(new Option('all', ''));
        const first = new Map();
        rows.forEach(row => first.has(row.dataset[name]) || first.set(row.dataset[name], row));
        first.forEach((row, value) => select.append(new Option(titleOfValue(row, value), value)));
        select.value = first.has(chosen.get(name)) ? chosen.get(name) : '';
        return field(label, select);
    }

    function wordsField() {
        const input = element('input', '');
        input.type = 'search';
        input.name = 'words';
        input.value = chosen.get('words') ?? '';
        return field('words', input);
    }

    const form = element('form', 'table-tools ledger-tools');
    form.setAttribute('aria-label', 'Choose claims');
    form.append(
        choice('verdict', 'verdict', (row, value) => value),
        choice('chapter', 'chapter', titleOf),
        choice('kind', 'kind', (row, value) => value),
        wordsField(),
    );
    const totals = element('output', 'ledger-totals');
    form.append(totals);

    /// How many of these have each value of a name: `[['confirmed', 9], ['refuted', 3]]`.
    function counts(some, name) {
        const count = new Map();
        some.forEach(row => count.set(row.dataset[name], (count.get(row.dataset[name]) ?? 0) + 1));
        return [...count];
    }

    /// The claims that are shown, in numbers, facts by verdict and the other kinds apart: `14 of 130 claims: 12 facts (9 confirmed, 3 refuted), 2 definitions`.
    function totalsOf(shown) {
        const verdicts = counts(shown.filter(row => row.dataset.kind === 'fact'), 'verdict');
        const judged = verdicts.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
        const kinds = counts(shown, 'kind').map(([kind, count]) => {
            const words = kind === 'literature' ? `${count} from literature` : `${count} ${kind}${count === 1 ? '' : 's'}`;
            return kind === 'fact' ? `${words} (${judged})` : words;
        });
        return `${shown.length} of ${rows.length} claims${kinds.length === 0 ? '' : `: ${kinds.join(', ')}`}`;
    }

    /// Shows what is chosen. A chapter of which nothing is shown hides its table; its heading stays, as a place to link to.
    function show() {
        const wanted = new FormData(form);
        const words = wordsOf(wanted.get('words'));
        const fits = row => ['verdict', 'chapter', 'kind'].every(name => ['', row.dataset[name]].includes(wanted.get(name)));
        rows.forEach(row => row.hidden = !(fits(row) && holds(row.textContent, words)));
        tables.forEach(table => {
            const empty = [...table.tBodies[0].rows].every(row => row.hidden);
            (table.closest('.table-wrapper') ?? table).hidden = empty;
        });
        totals.textContent = totalsOf(rows.filter(row => !row.hidden));
        return wanted;
    }

    /// Writes what is chosen into the address.
    function remember(wanted) {
        const query = new URLSearchParams([...wanted].filter(([, value]) => value !== ''));
        const asked = query.size === 0 ? '' : `?${query}`;
        history.replaceState(null, '', location.pathname + asked + location.hash);
    }

    form.addEventListener('input', () => remember(show()));
    tables.forEach(makeSortable);
    let first = tables[0].closest('.table-wrapper') ?? tables[0];
    while (first.previousElementSibling && first.tagName !== 'H2') {
        first = first.previousElementSibling;
    }
    first.before(form);
    show();

    // Whoever follows a link to a claim that is not chosen sees it all the same.
    function reveal() {
        const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (row?.hidden) {
            form.reset();
            form.querySelectorAll('select').forEach(select => select.value = '');
            form.elements.words.value = '';
            remember(show());
            row.scrollIntoView();
        }
    }
    window.addEventListener('hashchange', reveal);
    reveal();
})();
