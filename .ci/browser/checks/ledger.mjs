// Does the ledger show what was chosen? For each verdict, chapter and kind, and for a word, the rows that are shown are those that have it, the count
// says so, and the address brings the same choice back.

/// Chooses a value of one field and says what is shown and what should be.
function choose(tab, name, value) {
    return tab.run((name, value) => {
        const form = document.querySelector('.ledger-tools');
        form.reset();
        form.querySelectorAll('select').forEach(select => select.value = '');
        form.elements.words.value = '';
        form.elements[name].value = value;
        form.dispatchEvent(new Event('input', { bubbles: true }));
        const rows = [...document.querySelectorAll('table.ledger tbody tr')];
        const seen = rows.filter(row => row.getBoundingClientRect().height > 0);
        const fits = row => name === 'words'
            ? row.textContent.toLowerCase().includes(value.toLowerCase())
            : value === '' || row.dataset[name] === value;
        return {
            seen: seen.map(row => row.id),
            expected: rows.filter(fits).map(row => row.id),
            said: document.querySelector('.ledger-totals').textContent,
            all: rows.length,
        };
    }, name, value);
}

function fault({ seen, expected, said, all }) {
    if (seen.join() !== expected.join()) {
        return `shows ${seen.length} rows instead of ${expected.length}`;
    }
    return said.startsWith(`${expected.length} of ${all} claims`) ? null : `counts wrong: ${said}`;
}

/// A column sorted upwards, as it reads.
function sorted(tab) {
    return tab.run(() => {
        const table = document.querySelector('table.ledger');
        const column = [...table.tHead.rows[0].cells].findIndex(cell => cell.textContent.includes('verdict'));
        const ids = () => [...table.tBodies[0].rows].map(row => row.id).join();
        const before = ids();
        const button = table.tHead.rows[0].cells[column].querySelector('button');
        button.click();
        const words = [...table.tBodies[0].rows].map(row => row.cells[column].textContent.trim());
        const upwards = words.every((word, place) => place === 0 || words[place - 1].localeCompare(word, 'en', { numeric: true }) <= 0);
        button.click();
        button.click();
        return upwards && ids() === before;
    });
}

export async function ledger(tab, url) {
    await tab.open(url);
    const there = await tab.run(() => document.querySelector('.ledger-tools') !== null && document.querySelector('table.ledger tbody tr') !== null);
    if (!there) {
        return ['the ledger has no rows or no fields to choose by'];
    }
    const values = await tab.run(() => ['verdict', 'chapter', 'kind'].flatMap(name => {
        const rows = [...document.querySelectorAll('table.ledger tbody tr')];
        return [...new Set(rows.map(row => row.dataset[name]))].map(value => [name, value]);
    }));
    const problems = [];
    for (const [name, value] of [...values, ['words', 'gradient'], ['words', 'no such words'], ['verdict', '']]) {
        const problem = fault(await choose(tab, name, value));
        problems.push(...(problem ? [`${name} = ${value}: ${problem}`] : []));
    }
    if (!await sorted(tab)) {
        problems.push('a tap on the head `verdict` does not sort by it and back');
    }
    const { expected } = await choose(tab, 'verdict', 'refuted');
    await tab.open(await tab.run(() => location.href));
    const again = await tab.run(() => [...document.querySelectorAll('table.ledger tbody tr:not([hidden])')].map(row => row.id));
    if (again.join() !== expected.join()) {
        problems.push('the address does not bring the choice back');
    }
    return problems;
}
