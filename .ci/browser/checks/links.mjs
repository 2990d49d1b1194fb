// Does every link within the book lead somewhere? The file is there, and so is the place in it.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Html } from '../html.mjs';

export function links(book, path) {
    const file = join(book, path);
    const html = Html.of(file);
    const dead = link => {
        if (/^[a-z][a-z+.-]*:/i.test(link)) {
            return null;
        }
        const [address, fragment] = link.split('#');
        const target = address.split('?')[0] === '' ? file : resolve(dirname(file), decodeURIComponent(address.split('?')[0]));
        if (!existsSync(target)) {
            return `${link}: there is no such file`;
        }
        const isPlace = fragment !== undefined && fragment !== '' && target.endsWith('.html');
        return isPlace && !Html.of(target).ids.has(decodeURIComponent(fragment)) ? `${link}: there is no such place` : null;
    };
    return [...new Set([...html.links, ...html.sources])].map(dead).filter(problem => problem);
}
