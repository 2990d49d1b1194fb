// What stands in a page, read as text? Enough of HTML for pages that mdBook wrote: ids, links, and the cells of a row.

import { existsSync, readFileSync } from 'node:fs';

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

export function unescaped(text) {
    return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
        if (name) {
            return NAMED[name] ?? all;
        }
        return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal));
    });
}

/// The text of a piece of HTML.
export function textOf(html) {
    return unescaped(html.replace(/<[^>]*>/g, ''));
}

/// The page without what only looks like HTML: scripts and comments.
function bare(html) {
    return html.replace(/<!--[\s\S]*?-->/g, '').replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '');
}

export class Html {
    static #read = new Map();

    /// The page of a file, read once; nothing if there is none.
    static of(file) {
        if (!Html.#read.has(file)) {
            Html.#read.set(file, existsSync(file) ? new Html(readFileSync(file, 'utf8')) : null);
        }
        return Html.#read.get(file);
    }

    constructor(text) {
        this.text = bare(text);
        this.ids = new Set([...this.text.matchAll(/\sid="([^"]*)"/g)].map(found => unescaped(found[1])));
    }

    /// The addresses that the page leads to.
    get links() {
        return [...this.text.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(found => unescaped(found[1]));
    }

    /// The addresses of images and the like.
    get sources() {
        return [...this.text.matchAll(/<(?:img|iframe|source)\b[^>]*?\ssrc="([^"]*)"/g)].map(found => unescaped(found[1]));
    }

    /// The cells of the row with this id: what is printed, and the number that the report holds.
    row(id) {
        const start = [...this.text.matchAll(/<tr\b[^>]*?\sid="([^"]*)"[^>]*>/g)].find(found => unescaped(found[1]) === id);
        if (!start) {
            return null;
        }
        const row = this.text.slice(start.index, this.text.indexOf('</tr>', start.index));
        return [...row.matchAll(/<t[dh]\b([^>]*)>([\s\S]*?)(?=<\/t[dh]>)/g)].map(([, attributes, content]) => ({
            text: textOf(content).trim(),
            value: unescaped(attributes.match(/data-value="([^"]*)"/)?.[1] ?? ''),
        }));
    }

    get formulas() {
        return [...this.text.matchAll(/<math\b[\s\S]*?<\/math>/g)].map(found => textOf(found[0]));
    }
}
