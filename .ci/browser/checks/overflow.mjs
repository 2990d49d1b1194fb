// Does a page fit into the window? Nothing of the text stands out of its column, unless it scrolls in a place of its own; in a chapter at the width
// of a desk no table, formula or figure needs to.

/// What stands out, in words.
export function overflow(tab, strict) {
    return tab.run(strict => {
        const found = [];
        const named = element => {
            const kind = [element.localName, ...element.classList].join('.');
            return `${element.id ? `${kind}#${element.id}` : kind} “${element.textContent.trim().slice(0, 40).replace(/\s+/g, ' ')}”`;
        };
        const window_ = document.scrollingElement;
        const content = document.querySelector('.content');
        const main = document.querySelector('main');
        for (const place of [window_, document.body, content]) {
            if (place.scrollWidth > place.clientWidth + 1) {
                found.push(`${place.localName} is ${place.scrollWidth} wide in a window of ${place.clientWidth}`);
            }
        }
        const edge = main.getBoundingClientRect().right + 1;
        const scrolls = element => ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX);
        const outside = element => {
            for (let around = element; around !== main; around = around.parentElement) {
                if (scrolls(around)) {
                    return false;
                }
            }
            return true;
        };
        const wide = [...main.querySelectorAll('*')].filter(element => {
            const box = element.getBoundingClientRect();
            return box.width > 0 && box.right > edge && !element.closest('svg svg, math math') && outside(element.parentElement);
        });
        const outermost = wide.filter(element => !wide.includes(element.parentElement));
        found.push(...outermost.slice(0, 5).map(element => `${named(element)} stands out of the column`));
        if (strict) {
            const scrolling = [...main.querySelectorAll('.table-wrapper, .formula, .drawing, figure, table')];
            const wider = scrolling.filter(element => element.scrollWidth > element.clientWidth + 1);
            found.push(...wider.map(element => `${named(element)} is ${element.scrollWidth} wide in a column of ${element.clientWidth}`));
        }
        return found;
    }, strict);
}
