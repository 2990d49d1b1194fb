// Does the search find what stands in the book: a Hangul word, a Greek letter, the number of a claim; and does it say that it found nothing?

/// Types a word as a reader does; the list that comes up.
async function ask(tab, word) {
    return tab.run(async word => {
        const box = document.getElementById('mdbook-searchbar');
        if (document.getElementById('mdbook-search-wrapper').classList.contains('hidden')) {
            document.getElementById('mdbook-search-toggle').click();
        }
        box.value = word;
        box.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
        const header = document.getElementById('mdbook-searchresults-header');
        for (let wait = 0; wait < 100 && !header.textContent.includes(`'${word}'`); wait += 1) {
            await new Promise(resolve => setTimeout(resolve, 50));
        }
        const results = [...document.querySelectorAll('#mdbook-searchresults li')];
        return {
            header: header.textContent,
            results: results.map(result => ({ text: result.textContent, href: result.querySelector('a').getAttribute('href') })),
        };
    }, word);
}

/// `expected` are the words to ask for, each with what the first result's text or address must hold; nothing must be found for the last.
export async function search(tab, url, expected) {
    await tab.open(url);
    const problems = [];
    for (const [word, holds] of Object.entries(expected)) {
        const { header, results } = await ask(tab, word);
        if (!header.includes(`'${word}'`)) {
            problems.push(`“${word}”: no answer`);
        } else if (holds === null && (results.length > 0 || !/^No /.test(header))) {
            problems.push(`“${word}”: finds ${results.length}, and says “${header}”`);
        } else if (holds !== null && !`${results[0]?.text} ${results[0]?.href}`.includes(holds)) {
            problems.push(`“${word}”: finds ${results.length}, first ${results[0]?.text.slice(0, 80) ?? 'nothing'}, without “${holds}”`);
        }
    }
    return problems;
}
