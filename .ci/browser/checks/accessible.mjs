// Can everybody read a page? axe-core looks for what WCAG 2.1 A and AA and good practice ask for; contrast is 4.5 to 1 or more.

/// The label that opens mdBook's table of contents says with ARIA whether it is open, which a label may not; the book can't change it.
const FRAME = [['#mdbook-sidebar-toggle']];
/// mdBook's menu bar and its arrows to the other chapters stand outside of landmarks; the text does not.
const RULES = { region: { enabled: false } };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/// Rows of a table are alike; more than so many tell nothing new and take long.
const ALIKE = 25;

function alikeAway(most) {
    document.querySelectorAll(`main tbody > tr:nth-child(n + ${most + 1})`).forEach(row => row.style.display = 'none');
}

/// Violations, each in a line; `only` names single rules.
export async function accessible(tab, source, only = undefined) {
    await tab.run(alikeAway, ALIKE);
    await tab.run(`async source => { if (!window.axe) { (0, eval)(source); } }`, source);
    return tab.run(async (tags, frame, rules, only) => {
        const options = {
            runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: tags },
            resultTypes: ['violations'],
            ...(only ? {} : { rules }),
        };
        const { violations } = await window.axe.run({ exclude: frame }, options);
        // axe-core reads no MathML: a head of a column that is a formula is not empty, and a link within a formula is exposed as one.
        const misread = (id, html) => id === 'empty-table-header' && html.includes('<math')
            || id === 'nested-interactive' && html.startsWith('<math');
        const counted = violations.map(({ id, nodes }) => ({ id, nodes: nodes.filter(node => !misread(id, node.html)) }));
        return counted.filter(({ nodes }) => nodes.length > 0).map(({ id, nodes }) => {
            const first = nodes.slice(0, 3).map(node => {
                const { fgColor, bgColor, contrastRatio } = node.any[0]?.data ?? {};
                const colors = contrastRatio ? ` (${fgColor} on ${bgColor}: ${contrastRatio})` : '';
                return `${node.target.join(' ')}${colors}`;
            });
            return `axe ${id}, ${nodes.length} times: ${first.join('; ')}`;
        });
    }, TAGS, FRAME, RULES, only);
}
