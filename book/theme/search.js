'use strict';

// How is a Hangul word, a Greek letter or the number of a claim found? mdBook's index drops whatever is no Latin word and then fails
// without a word, so the old list stays. Here the stored texts themselves are read: a section is found if it holds all words that were
// typed, as parts of words and whatever their case, those with the words in their title first. mdBook draws the list, also an empty one, of
// which it says that it is empty.
(function () {
    if (!window.elasticlunr) {
        return;
    }
    const AROUND = 150;
    const CLAIM = /^[a-z]\d\d-\d\d$/;

    /// The part of a text around the first place of a word, cut between words.
    function snippet(text, words) {
        const lower = text.toLowerCase();
        const places = words.map(word => lower.indexOf(word)).filter(place => place >= 0);
        const first = places.length === 0 ? 0 : Math.min(...places);
        const start = first < AROUND / 3 ? 0 : text.indexOf(' ', first - AROUND / 3) + 1;
        const end = text.indexOf(' ', start + AROUND);
        const part = text.slice(Math.min(start, first), end < 0 ? undefined : end);
        return (start > 0 ? '… ' : '') + part + (end < 0 ? '' : ' …');
    }

    /// How well a section answers, and 0 if it does not: the title tells most, then the path to it, then how often its text has the words.
    /// Prose comes before the tables of reports.
    function score(doc, words) {
        const [title, path, body] = [doc.title, doc.breadcrumbs, doc.body].map(text => (text ?? '').toLowerCase());
        let sum = 0;
        for (const word of words) {
            const often = body.split(word).length - 1;
            const found = 100 * title.includes(word) + 10 * path.includes(word) + Math.min(often, 9);
            if (found === 0) {
                return 0;
            }
            sum += found;
        }
        return path.startsWith('reports »') ? sum / 4 : sum;
    }

    /// A claim asked for by its number leads to its line in the ledger; its text goes from there to the next number.
    function claim(docs, id) {
        const urls = window.search.doc_urls ?? [];
        const ledger = urls.findIndex((url, place) => url.startsWith('claims.html') && docs[place]?.body.toLowerCase().includes(id));
        if (ledger < 0) {
            return [];
        }
        const text = docs[ledger].body;
        const start = text.toLowerCase().indexOf(id);
        const after = text.slice(start + id.length).search(/\b[A-Z]\d\d-\d\d\b/);
        const end = after < 0 ? undefined : start + id.length + after;
        const name = text.slice(start, start + id.length);
        const url = `claims.html#${name}`;
        const ref = urls.includes(url) ? urls.indexOf(url) : urls.push(url) - 1;
        return [{ ref, score: Infinity, doc: { ...docs[ledger], breadcrumbs: `Claim ${name}`, body: text.slice(start, end) } }];
    }

    window.elasticlunr.Index.prototype.search = function (query) {
        const words = query.toLowerCase().split(/\s+/).filter(word => word !== '');
        const docs = this.documentStore.docs;
        if (words.length === 0) {
            return [];
        }
        const found = Object.entries(docs).map(([ref, doc]) => ({ ref, score: score(doc, words), doc }));
        const sections = found.filter(entry => entry.score > 0).sort((one, other) => other.score - one.score);
        const claims = words.length === 1 && CLAIM.test(words[0]) ? claim(docs, words[0]) : [];
        const shown = sections.map(entry => ({ ...entry, doc: { ...entry.doc, body: snippet(entry.doc.body, words) } }));
        return [...claims, ...shown];
    };
})();
